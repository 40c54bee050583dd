"""The rules of the house, read from the source: each gives one sentence for each place that breaks it.

A rule takes the root of a checkout, so that it can be tried on a small made-up one.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LONGEST = 300
FLOORS = {"coding": 0, "app/store": 1, "app/services": 2, "app/routes": 3}
TOP = 4
FLOOR_NAMES = {"coding": "coding", "store": "the store", "services": "a service", "routes": "a route"}
WEB_AND_TABLES = {"fastapi", "starlette", "jinja2", "uvicorn", "sqlalchemy", "sqlmodel", "alembic", "psycopg"}
HOME_OF = {
    "numpy": ("coding/counts", "coding/suggest"),
    "sklearn": ("coding/suggest",),
    "scipy": ("coding/suggest", "coding/align"),
    "spacy": ("coding/language.py",),
}
LAZY = {"spacy", "sklearn", "scipy"}
STATEMENTS = {"select", "insert", "update", "delete", "text"}
COMMITTER = "app/store/database.py"


class Imported(NamedTuple):
    """`module` is as imported ("quotetree.app.store.log"); `late` if a function imports it when it is called."""

    file: str
    line: int
    module: str
    late: bool


def imports(root: Path) -> list[Imported]:
    """Every import of app/ and coding/, also those inside functions; a relative one is made absolute."""
    return [found for file in _sources(root) for found in _imports_of(root, file)]


def _sources(root: Path, *folders: str) -> list[Path]:
    return sorted(file for folder in folders or ("app", "coding") for file in (root / folder).rglob("*.py"))


def _place(root: Path, file: Path) -> str:
    return file.relative_to(root).as_posix()


def _imports_of(root: Path, file: Path) -> Iterator[Imported]:
    place = _place(root, file)
    package = ["quotetree", *file.relative_to(root).parent.parts]
    for node, late in _with_lateness(ast.parse(file.read_text(encoding="utf-8")), False):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield Imported(place, node.lineno, name.name, late)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            for name in node.names:
                yield Imported(place, node.lineno, f"{module}.{name.name}", late)


def _with_lateness(node: ast.AST, late: bool) -> Iterator[tuple[ast.AST, bool]]:
    """Each node, and whether it runs later than the module's import: in a function, or for type checkers alone."""
    yield node, late
    for_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for child in ast.iter_child_nodes(node):
        yield from _with_lateness(child, late or for_types or function)


def _floor(place: str) -> int:
    """How high a file or a module's path lies. What stands in app/ itself serves the routes, main and cli the top."""
    for room, height in FLOORS.items():
        if place == room or place.startswith(room + "/"):
            return height
    beneath_the_roof = re.match(r"app/(main|cli|__main__|commands)\b", place)
    return TOP if beneath_the_roof or place == "app" else FLOORS["app/routes"]


def _own(found: Imported) -> str | None:
    """The path in the checkout of an import of our own ("app/store/log"), None for a library's."""
    module = re.match(r"quotetree\.((app|coding)(\.\w+)*)", found.module)
    return module.group(1).replace(".", "/") if module else None


def rising_arrows(root: Path) -> list[str]:
    """Arrows only fall: routes, services, store, coding."""
    return [
        f"{found.file}:{found.line} rises: it imports {found.module}"
        for found in imports(root)
        if (target := _own(found)) and target != "app" and _floor(target) > _floor(found.file)
    ]


def services_of_services(root: Path) -> list[str]:
    """A service does not import a service; the files of one service may, below a folder of its own."""

    def noun(path: str) -> str:
        return path.removeprefix("app/services/").split("/")[0].removesuffix(".py")

    return [
        f"{found.file}:{found.line}: a service imports the service {noun(target)}"
        for found in imports(root)
        if (target := _own(found))
        and found.file.startswith("app/services/")
        and target.startswith("app/services/")
        and noun(found.file) != noun(target)
    ]


def libraries_out_of_place(root: Path) -> list[str]:
    """No web and no tables in coding/; numpy, scikit-learn, scipy and spaCy each in their room."""
    wrong = []
    for found in imports(root):
        library = found.module.split(".")[0]
        if found.file.startswith("coding/") and library in WEB_AND_TABLES:
            wrong.append(f"{found.file}:{found.line}: coding/ knows no {library}")
        homes = HOME_OF.get(library)
        if homes and not found.file.startswith(homes):
            wrong.append(f"{found.file}:{found.line}: {library} belongs to {' and '.join(homes)} alone")
    return wrong


def eager_imports(root: Path) -> list[str]:
    """What costs seconds and 200 MB is imported where it is used."""
    return [
        f"{found.file}:{found.line}: {found.module.split('.')[0]} is imported before anybody needs it"
        for found in imports(root)
        if not found.late and found.module.split(".")[0] in LAZY
    ]


def statements_outside_the_store(root: Path) -> list[str]:
    """Only the store asks the database."""
    wrong = [
        f"{found.file}:{found.line}: {found.module.rsplit('.', 1)[1]} outside the store"
        for found in imports(root)
        if re.match(rf"(sqlalchemy|sqlmodel)\b.*\.({'|'.join(STATEMENTS)})$", found.module)
        and not found.file.startswith("app/store/")
    ]
    for file in _sources(root):
        place = _place(root, file)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if called and node.func.attr == "select" and not place.startswith("app/store/"):
                wrong.append(f"{place}:{node.lineno}: select outside the store")
    return wrong


def second_committers(root: Path) -> list[str]:
    """One place commits: a call of commit() or begin(), or COMMIT as a statement, stands nowhere else."""
    wrong = []
    for file in _sources(root):
        place = _place(root, file)
        if place == COMMITTER:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                commits = node.func.attr in {"commit", "begin", "autocommit"}
            else:
                said = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
                commits = (
                    said.strip().rstrip(";").upper() in {"COMMIT", "END TRANSACTION"} or said == "AUTOCOMMIT"
                )
            if commits:
                wrong.append(f"{place}:{node.lineno} commits, which only {COMMITTER} does")
    return wrong


FORBIDDEN_IN_TEMPLATES = {
    "an inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline handler": re.compile(r"""\son[a-z]+\s*=\s*["'{]|\shx-on\b""", re.IGNORECASE),
    "a script in the page": re.compile(
        r"<script\b(?![^>]*(\bsrc\s*=|application/json))|<script\b(?![^>]*application/json)[^>]*>\s*[^<\s]",
        re.IGNORECASE,
    ),
    "a script as an address": re.compile(r"""=\s*["']?\s*(javascript|js):""", re.IGNORECASE),
    "text that is not escaped": re.compile(r"\|\s*safe\b|autoescape\s+false"),
}


def forbidden_in_templates(root: Path) -> list[str]:
    """Pages hold under `script-src 'self'; style-src 'self'`, whatever a transcript says."""
    wrong = []
    for file in sorted((root / "app" / "templates").rglob("*.html")):
        template = re.sub(
            r"\{#.*?#\}", lambda note: "\n" * note[0].count("\n"), file.read_text("utf-8"), flags=re.DOTALL
        )
        for what, pattern in FORBIDDEN_IN_TEMPLATES.items():
            for found in pattern.finditer(template):
                line = template.count("\n", 0, found.start() + 1) + 1
                wrong.append(f"{_place(root, file)}:{line}: {what}")
    return wrong


def long_files(root: Path) -> list[str]:
    """A file that grows past this holds two rooms. Migrations are a record and stay as they are."""
    lengths = {
        _place(root, file): len(file.read_text(encoding="utf-8").split("\n")) - 1
        for file in [*_sources(root, "app", "coding", "dev", "tests"), root / "dev.py"]
        if file.exists()
    }
    return [f"{place} has {lines} lines" for place, lines in lengths.items() if lines > LONGEST]


def unset_tokens(root: Path) -> list[str]:
    """Each custom property that a style sheet relies on is set by a sheet, or written by the program."""
    sheets = {
        file: file.read_text(encoding="utf-8") for file in sorted((root / "static" / "css").rglob("*.css"))
    }
    writers = [*sorted((root / "static" / "js").rglob("*.js")), *_sources(root, "app", "coding")]
    texts = [*sheets.values(), *(file.read_text(encoding="utf-8") for file in writers)]
    known = {name for text in texts for name in re.findall(r"""(--[\w-]+)["'`]?\s*[:,]""", text)}
    return [
        f"{_place(root, file)}: {name} is used and nowhere set"
        for file, text in sheets.items()
        for name in dict.fromkeys(re.findall(r"var\(\s*(--[\w-]+)\s*\)", text))
        if name not in known
    ]


RULES = (
    rising_arrows,
    services_of_services,
    libraries_out_of_place,
    eager_imports,
    statements_outside_the_store,
    second_committers,
    forbidden_in_templates,
    long_files,
    unset_tokens,
)
