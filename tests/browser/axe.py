"""What axe finds on a page."""

from pathlib import Path

from playwright.sync_api import Page

from tests.conftest import missing

SCRIPT = Path(__file__).parents[2] / ".dev" / "npm" / "node_modules" / "axe-core" / "axe.min.js"


def findings(page: Page) -> list[str]:
    """A line for each rule that is broken, with the first place. The page must be opened with `bypass_csp`."""
    if not SCRIPT.exists():
        missing("axe-core", "run python3 dev.py test")
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [f"{rule['id']} ({len(rule['nodes'])}): {rule['nodes'][0]['html'][:200]}" for rule in found]
