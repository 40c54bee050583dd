"""The reading page, seen from its code tree: what a test does with it and looks for in it."""

from collections.abc import Sequence
from typing import NamedTuple

from playwright.sync_api import Locator, Page, expect

from quotetree.app.services.imports.tables import import_codebook
from quotetree.app.store import codes as store
from quotetree.coding.codebook import read_codebook
from quotetree.coding.tree import Tree
from tests.app.cast import add_document
from tests.app.site import Site

PATHS = [
    "Contact",
    "Contact > Increased",
    "Contact > Increased > Nurses",
    "Contact > Increased > Doctors",
    "Contact > Decreased",
    "Referral",
    "Referral > Quicker",
    "Base",
]


class TreePage(NamedTuple):
    """The reading page of one of the cast, and what a test does with its tree."""

    page: Page
    site: Site

    def tree(self) -> Tree:
        """The tree as the database has it."""
        found: Tree = self.site.people.as_("Ana", store.tree, writing=False)
        return found

    def paths(self) -> list[str]:
        return list(self.tree().paths.values())

    def item(self, path: str) -> Locator:
        return self.page.locator(f'[role=treeitem][data-path="{path}"]')

    def at(self, path: str) -> None:
        """The keyboard is on this code."""
        expect(self.item(path)).to_be_focused()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go_to(self, path: str) -> None:
        self.item(path).click()
        self.at(path)

    def said(self, text: str) -> None:
        expect(self.page.locator("#toast")).to_contain_text(text)

    def refused(self, text: str) -> None:
        expect(self.page.locator("#refused")).to_contain_text(text)


def grow(site: Site, paths: Sequence[str]) -> str:
    """The project's document, its tree grown by these codes."""
    document: str = site.people.as_("Ana", add_document)
    site.people.as_("Ana", import_codebook, read_codebook([{"path": path} for path in paths]))
    return document


def open_tree(page: Page, site: Site, document: str, who: str = "Ana") -> TreePage:
    page.context.add_cookies([site.cookie(who)])
    page.goto(f"{site.address}{site.project}/documents/{document}")
    expect(page.locator("#tree [tabindex='0']")).to_have_count(1)
    return TreePage(page, site)


def code_id(tree: TreePage, path: str) -> str:
    return next(code for code, at in tree.tree().paths.items() if at == path)


# Moving about
