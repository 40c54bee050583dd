"""What people see: a transcript drawn, and a highlight painted after a key press, in a real Chromium."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from playwright.sync_api import Page, sync_playwright

from quotetree.app.form_token import COOKIE

from .scene import Scene

OPENED = 9
PAINTED = 25
CLIENT = "Dana"  # has coded nothing yet, so that no passage is coded already

# Two frames after all scripts have run: what is in view has been painted, brackets and names too.
DRAWN = """() => new Promise((resolve) => {
  const done = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
  document.readyState === 'complete' ? done() : addEventListener('load', done);
})"""
# From the key to the first moment after the frame in which one more name stands in the margin.
WATCH = """() => {
  const names = () => document.querySelectorAll('#turns .names li').length, before = names();
  window.painted = new Promise((resolve) => {
    let pressed;
    addEventListener('keydown', (event) => (pressed = event.timeStamp), { once: true, capture: true });
    const changes = new MutationObserver(() => {
      if (names() <= before) return;
      changes.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - pressed);
        port2.postMessage(0);
      });
    });
    changes.observe(document.getElementById('turns'), { childList: true, subtree: true });
  });
}"""


def drawn_and_painted(scene: Scene) -> dict[str, float]:
    """Medians, from the request for the page, and from the key that repeats the last code."""
    with _page(scene) as page:
        opened = [_drawn(page, scene) for _ in range(OPENED)]
        page.wait_for_function("document.querySelector('passage-selection').transcript !== undefined")
        _select_next(page)
        page.keyboard.press("Enter")
        page.keyboard.type(scene.corpus.codes[0][0])
        _painted(page, "Enter")
        painted = []
        for _ in range(PAINTED):
            _select_next(page)
            painted.append(_painted(page, "."))
    return {"drawn": median(opened[1:]), "painted": median(painted)}


def drawn_page(scene: Scene, path: str, often: int) -> list[float]:
    """Milliseconds from the request for a page until it is painted, each time."""
    with _page(scene) as page:
        return [_drawn_at(page, scene.running.address + path) for _ in range(often)]


def _drawn(page: Page, scene: Scene) -> float:
    return _drawn_at(page, scene.running.address + scene.document(len(scene.corpus.documents) // 2))


def _drawn_at(page: Page, address: str) -> float:
    page.goto(address, wait_until="commit")
    return float(page.evaluate(DRAWN))


def _select_next(page: Page) -> None:
    """The next sentence. The first takes long: the rules of where sentences end are read then."""
    before = page.locator("#passage-start").input_value()
    page.keyboard.press("l")
    page.wait_for_function(
        "before => document.getElementById('passage-start').value !== before", arg=before, timeout=60_000
    )


def _painted(page: Page, key: str) -> float:
    page.evaluate(WATCH)
    page.keyboard.press(key)
    return float(page.evaluate("() => window.painted"))


@contextmanager
def _page(scene: Scene) -> Iterator[Page]:
    program = os.environ.get("QUOTETREE_CHROMIUM") or shutil.which("chromium")
    if not program:
        raise SystemExit("There is no Chromium: run python3 dev.py bench.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_cookies([{"name": COOKIE, "value": f"token of {CLIENT}", "url": scene.running.address}])
        yield context.new_page()
        browser.close()
