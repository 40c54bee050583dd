// The sentences of the transcript, found by the server and asked for when first needed.
export class Sentences {
  #holder = document.getElementById("sentences");
  #ends;
  #waiting = [];
  #asked = false;

  constructor() {
    this.#holder?.addEventListener("htmx:after:swap", () => this.#arrived());
    document.addEventListener("text-changed", () => this.#forget());
  }

  get ready() {
    return this.#ends !== undefined;
  }

  /** The sentences of a turn as [start, end); none while they are not there. */
  of(turn) {
    const found = [];
    const ends = this.#ends ?? [];
    for (let at = this.#first(turn.words); at < ends.length && ends[at] < turn.end; at += 2) {
      found.push({ start: ends[at], end: ends[at + 1] });
    }
    return found;
  }

  /** Calls back as soon as they are there. */
  when(then) {
    if (this.ready) return then();
    this.#waiting.push(then);
    this.ask();
  }

  ask() {
    if (this.ready || this.#asked) return;
    this.#asked = true;
    this.#holder?.dispatchEvent(new CustomEvent("sentences-wanted"));
  }

  /** The text is another one, or its turns are. */
  #forget() {
    this.#ends = undefined;
    this.#asked = false;
  }

  #arrived() {
    const data = this.#holder.querySelector("script");
    if (!data) return;
    this.#ends = JSON.parse(data.textContent);
    for (const then of this.#waiting.splice(0)) then();
  }

  /** The index of the first sentence that begins at or after an offset: starts stand at even places. */
  #first(offset) {
    let low = 0;
    let high = this.#ends ? this.#ends.length / 2 : 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ends[middle * 2] < offset) low = middle + 1;
      else high = middle;
    }
    return low * 2;
  }
}
