"""Memos in Markdown: what people write is drawn, and nothing in it can do more than be read."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from quotetree.app.markdown import markdown

MADE = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "br"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ATTRIBUTES = {"a": {"href", "rel", "target", "title"}, "p": {"class"}, "code": {"class"}, "ol": {"start"}}
PIECES = [
    "<script>", "</script>", "<img src=x onerror=go()>", "[", "]", "(", ")", "![", "](", "javascript:go()",
    "data:text/html,x", "https://a.b/", "<a href='javascript:go()'>", "&#106;avascript:", "&lt;", "&#x3c;", "`",
    "```", "\n", "\n\n", "> ", "* ", "_", "**", "# ", "<!--", "-->", "\"", "'", "\\", "<", ">", "1. ", "\t", "\0",
    "|", "|a|b|\n|:-|-:|\n|c|d|\n", "[x]: javascript:go()", "[x]", " onclick=go() ", "<svg/onload=go()>",
]  # fmt: skip


class Read(HTMLParser):
    """The elements of a piece of HTML, each with its attributes, and how deep they are nested at the end."""

    def __init__(self, drawn: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(drawn)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("hr", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("hr", "br")
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"A comment: {data}")


def harmless(drawn: str) -> None:
    read = Read(drawn)
    assert read.open == []
    for tag, attributes in read.elements:
        assert tag in MADE, drawn
        assert set(attributes) <= ATTRIBUTES.get(tag, set()), drawn
        if tag == "a":
            address = attributes["href"] or ""
            assert address.lower().startswith(("http://", "https://", "mailto:")), drawn
            assert attributes["rel"] == "noopener noreferrer nofollow"


def test_what_people_write_is_drawn() -> None:
    drawn = markdown(
        "# Waiting\n\n*Long*, **very** long:\n\n- weeks\n- months\n\n> so it is\n\n<https://example.org>"
    )
    assert isinstance(drawn, Markup)
    for part in (
        '<p class="memo-heading">Waiting</p>', "<em>Long</em>", "<strong>very</strong>", "<li>weeks</li>",
        "<blockquote>",
        '<a href="https://example.org" rel="noopener noreferrer nofollow" target="_blank">',
    ):  # fmt: skip
        assert part in drawn
    harmless(drawn)


def test_a_table_is_a_table() -> None:
    drawn = markdown("| a | b |\n| :- | -: |\n| 1 | <b>2</b> |\n")
    assert "<th>a</th>" in drawn
    assert "<td>&lt;b&gt;2&lt;/b&gt;</td>" in drawn
    harmless(drawn)


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=//x.y/z.js>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](  javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java&#x0A;script:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](\x01javascript:alert(1))",
        "[x](vbscript:go)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](//evil.example/x)",
        "[x](/projects/1/delete)",
        "<javascript:alert(1)>",
        "[x]\n\n[x]: javascript:alert(1)",
        "![x](https://evil.example/pixel.png)",
        "![x](data:image/svg+xml,<svg onload=go()>)",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        '[x](https://a.b/" onmouseover="alert(1))',
        "[x](https://a.b 'x\" onclick=\"go()')",
        '```"><script>alert(1)</script>\n</code></pre><script>\n```',
        "`<script>`",
        "</p></div></main><h1>Mine</h1>",
        "> <div>\n> - <b>*x\n\n**y <i>_z** </i>_",
        "<!-- --><![CDATA[x]]><?php go() ?>",
        "[" * 500 + "](" * 500,
        ">" * 3000 + " deep",
    ],
)
def test_nothing_in_it_does_more_than_be_read(typed: str) -> None:
    drawn = markdown(typed)
    harmless(drawn)
    assert "<script" not in drawn.lower()
    assert "<img" not in drawn.lower()


def test_an_image_is_a_link_that_one_has_to_follow() -> None:
    assert '!<a href="https://example.org/x.png"' in markdown("![A map](https://example.org/x.png)")


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30))
def test_whatever_is_put_together_is_harmless(pieces: list[str]) -> None:
    harmless(markdown("".join(pieces)))
