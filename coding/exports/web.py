"""A report as a single page of HTML that needs nothing else: its style sheet is inside, nothing is fetched."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from quotetree.coding.exports.markup import escaped
from quotetree.coding.exports.report import (
    Block,
    Entry,
    Field,
    Heading,
    Line,
    Quote,
    Report,
    Table,
    contents_shown,
)

STYLE = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write_html(report: Report, path: Path) -> None:
    """Write it piece by piece, in constant memory."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_page(report))


def _page(report: Report) -> Iterator[str]:
    title = f"{report.title} · {report.project}"
    kind = ' class="wide"' if report.wide else ""
    yield (
        f'<!doctype html>\n<html lang="{escaped(report.language or "en")}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="Quotetree">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body{kind}>\n"
    )
    yield f'<header>\n<p class="project">{escaped(report.project)}</p>\n<h1>{escaped(report.title)}</h1>\n'
    yield f'<p class="date">{escaped(report.date)}</p>\n<dl>\n'
    for name, told in report.told:
        yield f"<div><dt>{escaped(name)}</dt><dd>{escaped(told)}</dd></div>\n"
    yield "</dl>\n"
    for line in report.legend:
        yield f'<p class="legend">{escaped(line)}</p>\n'
    yield "</header>\n"
    yield from _contents(report)
    yield "<main>\n"
    numbers = count(1)
    for block in report.blocks:
        yield from _block(block, numbers)
    yield "</main>\n</body>\n</html>\n"


def _contents(report: Report) -> Iterator[str]:
    shown = set(map(id, contents_shown(report)))
    if len(shown) < 2:
        return
    yield '<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ol>\n'
    for n, heading in enumerate(report.contents, 1):
        if id(heading) in shown:
            yield f'<li class="level-{heading.level}"><a href="#part-{n}">{_named(heading)}</a></li>\n'
    yield "</ol>\n</nav>\n"


def _named(heading: Heading | Entry) -> str:
    number = f'<span class="number">{escaped(heading.number)}</span> ' if heading.number else ""
    return number + escaped(heading.text)


def _block(block: Block, numbers: Iterator[int]) -> Iterator[str]:
    match block:
        case Heading(level):
            yield f'<h{level + 1} id="part-{next(numbers)}">{_named(block)}</h{level + 1}>\n'
        case Line(text):
            yield f'<p class="line">{escaped(text)}</p>\n'
        case Quote(turns, tag, language):
            spoken = f' lang="{escaped(language)}"' if language else ""
            yield f"<figure><blockquote{spoken}>"
            for speaker, words in turns:
                who = f'<bdi class="speaker">{escaped(speaker)}:</bdi> ' if speaker else ""
                yield f'<p dir="auto">{who}<span class="words">{escaped(words)}</span></p>'
            yield f"</blockquote><figcaption>{escaped(tag)}</figcaption></figure>\n"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    if table.plain:
        yield f'<table class="plain" aria-label="{escaped(table.caption)}">\n'
        yield from _rows(table)
        yield "</table>\n"
        return
    yield f'<div class="table" role="region" aria-label="{escaped(table.caption)}" tabindex="0">\n<table>\n'
    yield f"<caption>{escaped(table.caption)}</caption>\n<thead><tr>"
    for field in table.fields:
        kind = ' class="figure"' if field.figure else ""
        yield f'<th scope="col"{kind}>{escaped(field.heading)}</th>'
    yield "</tr></thead>\n"
    yield from _rows(table)
    yield "</table>\n</div>\n"


def _rows(table: Table) -> Iterator[str]:
    yield "<tbody>\n"
    for row in table.rows:
        yield "<tr>"
        for n, (field, entry) in enumerate(zip(table.fields, row, strict=True)):
            yield _entry(field, entry, names_row=n == 0)
        yield "</tr>\n"
    yield "</tbody>\n"


def _entry(field: Field, entry: Entry, *, names_row: bool) -> str:
    kinds = []
    if entry.level:
        kinds.append(f"level-{entry.level}")
    if field.figure:
        kinds.append("figure")
    if entry.tint:
        kinds.append(f"tint-{entry.tint}")
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    tag = 'th scope="row"' if names_row else "td"
    return f"<{tag}{kind}>{_named(entry)}</{tag[:2]}>"
