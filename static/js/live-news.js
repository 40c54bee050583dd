// Asks for news each second while the page is seen, each fifteen seconds while not.
const SEEN = 1000;
const HIDDEN = 15_000;

class LiveNews extends HTMLElement {
  connectedCallback() {
    this.#wait();
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.look();
    });
    for (const event of ["look-again", "talked"]) document.addEventListener(event, () => this.look());
    this.addEventListener("htmx:before:swap", (event) => this.#hold(event));
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #timer;

  look() {
    clearTimeout(this.#timer);
    if (!document.querySelector("[data-selecting]")) this.dispatchEvent(new CustomEvent("look"));
    this.#wait();
  }

  #wait() {
    this.#timer = setTimeout(() => this.look(), document.hidden ? HIDDEN : SEEN);
  }

  /** News that come while words are being selected are left, and asked for again. */
  #hold(event) {
    if (event.target === this && document.querySelector("[data-selecting]")) event.preventDefault();
  }
}

customElements.define("live-news", LiveNews);
