// Keeps how far one has read: the furthest turn that came into view as one read on, or was coded. A jump (to a hit, to the
// end) is no reading until one is back where one was. It is told to the server rarely, and when the page is left.
const REST = 3000;
const EACH = 20_000;
const JUMP = 2.5; // screens

class ReadingProgress extends HTMLElement {
  connectedCallback() {
    this.body = document.getElementById("transcript");
    this.reached = this.sent = Number(this.dataset.turn);
    this.body.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#send() : this.#soon()));
    document.addEventListener("htmx:after:request", ({ detail }) => this.#coded(detail.ctx));
    addEventListener("pagehide", () => this.#send());
    setInterval(() => this.#send(), EACH);
    this.#soon();
  }

  #top = 0;
  #jumped = false;
  #timer;

  #scrolled() {
    const { scrollTop, clientHeight } = this.body;
    if (Math.abs(scrollTop - this.#top) > JUMP * clientHeight) this.#jumped = true;
    this.#top = scrollTop;
    this.#soon();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rested(), REST);
  }

  /** One who began elsewhere than at the first turn, or jumped, reads on once the next turn is in view. */
  #rested() {
    if (document.hidden) return;
    const [first, last] = this.#seen();
    if (first <= this.reached + 1) this.#jumped = false;
    if (!this.#jumped && (this.reached || first === 1)) this.reached = Math.max(this.reached, last);
    this.dataset.turn = this.reached;
    this.dataset.inView = last;
  }

  /** The numbers of the first and last turn of which words are in view. */
  #seen() {
    const { top, bottom } = this.body.getBoundingClientRect();
    const numbers = [...this.body.querySelectorAll(".turn .speaker a")];
    const first = this.#firstBelow(numbers, top);
    return [first + 1, Math.max(this.#firstBelow(numbers, bottom, "top"), first)];
  }

  /** How many of the turns end above a line (or, by their "top", begin above it): they stand in order. */
  #firstBelow(numbers, line, side = "bottom") {
    let [low, high] = [0, numbers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[middle].closest(".turn").getBoundingClientRect()[side] <= line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #coded(ctx) {
    if (ctx?.request?.method !== "POST" || !ctx.request.action.endsWith("/codings") || ctx.response?.status >= 400) return;
    const number = document.querySelector(".turn.current .speaker a")?.textContent;
    if (number) this.reached = Math.max(this.reached, Number(number));
  }

  #send() {
    if (this.reached <= this.sent) return;
    this.sent = this.reached;
    this.querySelector("input").value = this.reached;
    this.dispatchEvent(new CustomEvent("moved-on"));
  }
}

customElements.define("reading-progress", ReadingProgress);
