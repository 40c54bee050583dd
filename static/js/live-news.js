// Asks for news each second while the page is seen, each fifteen seconds while not; says when the server is away.
const SEEN = 1000;
const HIDDEN = 15_000;

class LiveNews extends HTMLElement {
  connectedCallback() {
    this.#wait();
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.look();
    });
    document.addEventListener("look-again", () => this.look());
    this.addEventListener("htmx:before:swap", (event) => this.#hold(event));
    document.addEventListener("htmx:error", () => this.#away(true));
    document.addEventListener("htmx:after:request", () => this.#away(false));
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

  #away(away) {
    const banner = document.getElementById("offline");
    if (banner) banner.hidden = !away;
  }
}

customElements.define("live-news", LiveNews);
