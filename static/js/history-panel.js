// The history asks for its lines when it is opened, and again after an undo while it is open.

class HistoryPanel extends HTMLElement {
  connectedCallback() {
    this.addEventListener("toggle", (event) => {
      if (event.newState === "open") this.#look();
    });
    document.body.addEventListener("history-changed", () => {
      if (this.matches(":popover-open")) this.#look();
    });
    this.addEventListener("click", (event) => {
      if (event.target.closest("a[href]")) this.hidePopover();
    });
  }

  #look() {
    this.querySelector("#history-whose").dispatchEvent(new CustomEvent("history-wanted"));
  }
}

// The page that is read asks for news at once, a list that draws itself anew does so, another page is loaded again.
document.body.addEventListener("look-again", () => {
  const live = document.getElementById("live");
  if (live) live.look();
  else if (!document.querySelector('[hx-trigger*="look-again"]')) location.reload();
});

customElements.define("history-panel", HistoryPanel);
