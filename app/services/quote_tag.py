"""The project's template of quotations' tags. It is a setting of the project's, no work in it: outside undo."""

from quotetree.app.store import projects, tagging
from quotetree.app.store.access import Access
from quotetree.coding.quote_tag import FIELDS, checked


def set_quote_tag(access: Access, template: str) -> None:
    """Keep a template. Raises TagRefused, which names the known fields."""
    access.reader.check_write()
    projects.set_quote_tag(access, checked(template, tagging.attributes_of_tags(access)))


def fields(access: Access) -> list[str]:
    """What may stand in braces in this project."""
    return [*FIELDS, *tagging.attributes_of_tags(access)]


def example(access: Access, template: str) -> str:
    """The tag of somebody in the project; "" where nobody speaks yet. Raises TagRefused."""
    return tagging.example_of(access, checked(template, tagging.attributes_of_tags(access)))
