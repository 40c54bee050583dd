"""Lists to choose from, drawn once and kept: a project may have a thousand documents, and its pages offer them."""

from functools import lru_cache

from markupsafe import Markup, escape

from quotetree.app.store import documents
from quotetree.app.store.access import Access
from quotetree.coding.names import in_order
from quotetree.coding.tree import Tree

Option = tuple[str, str]  # a value and what is shown of it
INDENT = "\u2003"


def code_options(tree: Tree, chosen: str) -> Markup:
    """The codes in the order of the tree, set in by their depth."""
    options = tuple((code.id, INDENT * (tree.depth(code.id) - 1) + code.name) for code in tree)
    return _with(_drawn(options), chosen)


def below_options(tree: Tree, chosen: str) -> Markup:
    """The codes that have sub-codes, for what stands below them."""
    options = tuple(
        (code.id, f"{INDENT * (tree.depth(code.id) - 1)}below {code.name}")
        for code in tree
        if tree.children(code.id)
    )
    return _with(_drawn(options), chosen)


def document_options(access: Access, chosen: str) -> Markup:
    """The documents by name, numbers in them by value."""
    return _with(_documents(tuple(documents.names(access))), chosen)


def coder_options(access: Access, chosen: str) -> Markup:
    """The coders by name."""
    return _with(_drawn(tuple((coder.id, coder.name) for coder in documents.coders(access))), chosen)


@lru_cache(maxsize=32)
def _documents(found: tuple[Option, ...]) -> str:
    return _drawn(tuple(sorted(found, key=lambda option: in_order(option[1]))))


@lru_cache(maxsize=96)
def _drawn(options: tuple[Option, ...]) -> str:
    return "".join(f'<option value="{escape(value)}">{escape(shown)}</option>' for value, shown in options)


def _with(drawn: str, chosen: str) -> Markup:
    """The list with one of its options selected."""
    value = f'value="{escape(chosen)}"'
    return Markup(drawn.replace(value, f"{value} selected", 1) if chosen else drawn)
