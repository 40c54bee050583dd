"""Memos in Markdown, drawn so that nothing in them can do more than be read.

Raw HTML is text, a link leads to http, https or mailto and nowhere else, and an image is a link to it: no page loads
what a memo names. This is the one place where what somebody typed becomes markup.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

REL = "noopener noreferrer nofollow"
SCHEMES = ("http://", "https://", "mailto:")


@lru_cache(maxsize=512)
def markdown(text: str) -> Markup:
    """The text as HTML of paragraphs, lists, tables, quotations, code, emphasis and links."""
    return Markup(_parser().render(text))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "linkify": False}).disable("image").enable("table")
    parser.add_render_rule("link_open", _link)
    # A memo stands among headings of the page that it knows nothing of: its own are paragraphs that look like some.
    parser.add_render_rule("heading_open", _heading_open)
    parser.add_render_rule("heading_close", _heading_close)
    for cell in ("th_open", "td_open"):
        parser.add_render_rule(cell, _cell)
    return parser


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Whether a link may lead there; one that may not stays as it was typed."""
        return url.strip().lower().startswith(SCHEMES)


def _link(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    tokens[at].attrSet("rel", REL)
    tokens[at].attrSet("target", "_blank")
    return str(renderer.renderToken(tokens, at, options, env))


def _cell(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Without the style that says how a column stands: pages allow none."""
    return f"<{tokens[at].tag}>"


def _heading_open(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return '<p class="memo-heading">'


def _heading_close(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return "</p>\n"
