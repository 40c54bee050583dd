// A grip between two panes: drag, or focus and arrow keys; a double click goes back. Widths are kept in this browser.
const STEP = 16;
const KEPT = "quotetree:panes";

const kept = () => JSON.parse(localStorage.getItem(KEPT) ?? "{}");

class PaneGrip extends HTMLElement {
  connectedCallback() {
    this.panes = this.closest(".panes");
    this.pane = this.closest(".pane");
    const width = kept()[this.dataset.pane];
    if (width) this.#set(width);
    else this.setAttribute("aria-valuenow", Math.round(this.pane.getBoundingClientRect().width));
    this.addEventListener("pointerdown", (event) => this.#drag(event));
    this.addEventListener("dblclick", () => this.#reset());
    this.addEventListener("keydown", (event) => this.#step(event));
  }

  get #outwards() {
    return this.dataset.pane === "tree" ? 1 : -1;
  }

  #drag(down) {
    down.preventDefault();
    this.focus();
    this.setPointerCapture(down.pointerId);
    const width = this.pane.getBoundingClientRect().width;
    const ends = new AbortController();
    const move = (event) => this.#set(width + (event.clientX - down.clientX) * this.#outwards);
    const done = () => {
      ends.abort();
      this.#keep();
    };
    this.addEventListener("pointermove", move, { signal: ends.signal });
    this.addEventListener("pointerup", done, { signal: ends.signal });
    this.addEventListener("pointercancel", done, { signal: ends.signal });
  }

  #step(event) {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    this.#set(this.pane.getBoundingClientRect().width + direction * STEP * this.#outwards);
    this.#keep();
  }

  #set(width) {
    const within = Math.min(Math.max(width, Number(this.ariaValueMin)), Number(this.ariaValueMax));
    this.panes.style.setProperty(`--${this.dataset.pane}`, `${within}px`);
    this.setAttribute("aria-valuenow", Math.round(within));
  }

  #keep() {
    localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [this.dataset.pane]: Number(this.ariaValueNow) }));
  }

  #reset() {
    const { [this.dataset.pane]: _gone, ...others } = kept();
    localStorage.setItem(KEPT, JSON.stringify(others));
    this.panes.style.removeProperty(`--${this.dataset.pane}`);
    this.setAttribute("aria-valuenow", Math.round(this.pane.getBoundingClientRect().width));
  }
}

customElements.define("pane-grip", PaneGrip);
