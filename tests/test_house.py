"""The house keeps its rules; and each rule is shown to fail where it is broken, and to let pass what is right."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import house

ROOT = Path(__file__).resolve().parents[1]
Rule = Callable[[Path], list[str]]


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Rule):
    broken = rule(ROOT)
    assert not broken, "\n".join(broken)


def test_the_house_is_read():
    """A rule that reads nothing finds nothing."""
    found = house.imports(ROOT)
    assert {"app/main.py", "app/store/log.py", "coding/tree.py"} <= {one.file for one in found}
    assert any(one.late for one in found)


BROKEN: list[tuple[Rule, str, str]] = [
    (house.rising_arrows, "coding/tree.py", "import quotetree.app.store.codes"),
    (house.rising_arrows, "coding/tree.py", "def f():\n    from quotetree.app.store import codes"),
    (house.rising_arrows, "coding/tree.py", "from ..app.store import codes"),
    (house.rising_arrows, "app/store/codes.py", "from quotetree.app.services import codes"),
    (house.rising_arrows, "app/store/codes.py", "from quotetree.app import services"),
    (house.rising_arrows, "app/store/codes.py", "from quotetree.app.pages import page"),
    (
        house.rising_arrows,
        "app/services/codes.py",
        "async def f():\n    from quotetree.app.routes import codes",
    ),
    (house.rising_arrows, "app/services/codes.py", "from ..routes import codes"),
    (house.rising_arrows, "app/routes/codes.py", "from quotetree.app.main import app"),
    (house.rising_arrows, "app/pages.py", "from quotetree.app.cli import main"),
    (house.services_of_services, "app/services/codes.py", "from quotetree.app.services import undo"),
    (house.services_of_services, "app/services/codes.py", "def f():\n    from .undo import take_back"),
    (
        house.services_of_services,
        "app/services/imports/files.py",
        "from quotetree.app.services.codes import add",
    ),
    (house.libraries_out_of_place, "coding/tree.py", "from fastapi import HTTPException"),
    (house.libraries_out_of_place, "coding/tree.py", "import sqlalchemy.orm"),
    (house.libraries_out_of_place, "coding/tree.py", "def f():\n    from sqlmodel import Session"),
    (house.libraries_out_of_place, "coding/tree.py", "import numpy as np"),
    (house.libraries_out_of_place, "app/store/snapshot.py", "import numpy as np"),
    (house.libraries_out_of_place, "coding/counts/words.py", "from scipy import sparse"),
    (house.libraries_out_of_place, "coding/passage.py", "def f():\n    import spacy"),
    (house.eager_imports, "coding/language.py", "import spacy"),
    (house.eager_imports, "coding/suggest/fit.py", "from sklearn.linear_model import SGDClassifier"),
    (house.eager_imports, "coding/suggest/fit.py", "class Fit:\n    import scipy"),
    (house.statements_outside_the_store, "app/routes/codes.py", "from sqlalchemy import select"),
    (house.statements_outside_the_store, "app/services/codes.py", "from sqlmodel import Session, select"),
    (
        house.statements_outside_the_store,
        "app/services/codes.py",
        "from sqlalchemy.sql.expression import text",
    ),
    (house.statements_outside_the_store, "app/main.py", "import sqlalchemy as sa\nsa.select(1)"),
    (house.second_committers, "app/store/log.py", "def f(c):\n    c.commit()"),
    (house.second_committers, "app/services/codes.py", "def f(e):\n    with e.begin() as c:\n        pass"),
    (house.second_committers, "app/store/log.py", "def f(c):\n    c.exec_driver_sql('commit;')"),
    (
        house.second_committers,
        "app/store/log.py",
        "def f(c):\n    c.execution_options(isolation_level='AUTOCOMMIT')",
    ),
    (house.forbidden_in_templates, "app/templates/pages/a.html", '<p style="color: red">'),
    (house.forbidden_in_templates, "app/templates/pages/a.html", "<p\nstyle='{{ colour }}'>"),
    (house.forbidden_in_templates, "app/templates/pages/a.html", "<style>p { color: red }</style>"),
    (house.forbidden_in_templates, "app/templates/parts/a.html", '<button onclick="go()">'),
    (house.forbidden_in_templates, "app/templates/parts/a.html", '<button hx-on:click="go()">'),
    (house.forbidden_in_templates, "app/templates/parts/a.html", "<script>go()</script>"),
    (house.forbidden_in_templates, "app/templates/parts/a.html", '<script src="/a.js">go()</script>'),
    (house.forbidden_in_templates, "app/templates/parts/a.html", '<a href="javascript:go()">'),
    (house.forbidden_in_templates, "app/templates/parts/a.html", "<div hx-vals='js:{a: 1}'>"),
    (house.forbidden_in_templates, "app/templates/parts/a.html", "{{ words | safe }}"),
    (house.long_files, "app/routes/codes.py", "x = 1\n" * 301),
    (house.long_files, "tests/app/test_codes.py", "x = 1\n" * 301),
    (house.unset_tokens, "static/css/a.css", "p { color: var(--inc); }"),
]


@pytest.mark.parametrize(
    ("rule", "place", "source"), BROKEN, ids=[f"{rule.__name__}-{n}" for n, (rule, _, _) in enumerate(BROKEN)]
)
def test_a_broken_rule_is_found(tmp_path: Path, rule: Rule, place: str, source: str):
    write(tmp_path, place, source)
    sentences = rule(tmp_path)
    assert len(sentences) == 1
    assert sentences[0].startswith(place)


RIGHT = {
    "coding/tree.py": "from quotetree.coding.names import name_key\nimport bisect",
    "coding/counts/words.py": "import numpy as np\nfrom quotetree.coding import tree",
    "coding/language.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import spacy\n"
    "def f():\n    import spacy",
    "app/store/database.py": "def f(engine):\n    with engine.begin() as c:\n        c.exec_driver_sql('COMMIT')",
    "app/store/codes.py": "from sqlalchemy import select\nimport quotetree.app\nfrom quotetree.coding import tree",
    "app/store/log.py": '"""Nothing here may commit."""\nfrom .codes import rows',
    "app/services/codes.py": "from quotetree.app.store import codes as store\nfrom sqlalchemy import Connection",
    "app/services/imports/files.py": "from quotetree.app.services.imports import plan\nfrom .plan import Plan",
    "app/services/imports/plan.py": "class Plan: pass",
    "app/routes/codes.py": "from quotetree.app.pages import page\nfrom quotetree.app.services import codes\n"
    "from quotetree.app.store import codes as store",
    "app/pages.py": "from jinja2 import Environment",
    "app/main.py": "from quotetree.app.routes import ROUTERS\nx = 1\n" * 20,
    "app/cli.py": "def main():\n    from quotetree.app.main import app",
    "app/templates/pages/a.html": '{# no style="" here #}<script type="module" src="/static/js/a.js"></script>'
    '<script type="application/json" id="codes">{{ codes | tojson }}</script>'
    '<p class="style" data-on="x" hx-get="/a?on=1">{{ words }} one=two</p>',
    "migrations/versions/0001_first.py": "x = 1\n" * 400,
    "static/css/a.css": ":root { --ink: #111; } p { color: var(--ink); fill: var(--code); gap: var(--gap, 1px) }",
    "app/routes/colours.py": "def f(colour):\n    return f'.code {{ --code: {colour}; }}'",
}


def test_what_is_right_passes(tmp_path: Path):
    for place, source in RIGHT.items():
        write(tmp_path, place, source)
    assert {rule.__name__: rule(tmp_path) for rule in house.RULES} == {
        rule.__name__: [] for rule in house.RULES
    }


def write(root: Path, place: str, source: str) -> None:
    file = root / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
