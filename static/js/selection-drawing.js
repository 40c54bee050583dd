// Draws the selection: the highlight, a handle at each end, and its size in the gutter beside it.
const EXTENT_BELOW = 30;
const EXTENT_BESIDE = 66;
const EXTENT_HIGH = 48;
const EXTENT_LOW = 24;
const EDGE = 32;
const ABOVE = 0.25;

const MANY = { word: "words", sentence: "sent.", turn: "turns" };
const ONE = { word: "word", sentence: "sent.", turn: "turn" };

export const sizeInWords = ({ unit, count }) => `${count} ${count === 1 ? ONE[unit] : MANY[unit]}`;

export class SelectionDrawing {
  constructor(script) {
    this.script = script;
    this.handles = { start: script.querySelector(".at-start"), end: script.querySelector(".at-end") };
    this.extent = script.querySelector(".extent");
  }

  #within = [];

  /** Draws ranges and says their size; `runs` are those that lie wholly in them. None takes all away. */
  show(ranges, size, runs = []) {
    for (const run of this.#within) run.classList.remove("within");
    for (const run of runs) run.classList.add("within");
    this.#within = runs;
    if ("highlights" in CSS) CSS.highlights.set("chosen", new Highlight(...ranges));
    for (const part of [this.handles.start, this.handles.end, this.extent]) part.hidden = !ranges.length;
    if (!ranges.length) return;
    if (size) this.extent.querySelector("output").textContent = sizeInWords(size);
    this.#place(ranges);
  }

  #place(ranges) {
    const rects = seenRects(ranges);
    if (!rects.length) return;
    const edge = this.script.getBoundingClientRect();
    const [first, last] = [rects[0], rects.at(-1)];
    this.#at(this.handles.start, first.left - edge.left, first.top - edge.top, first.height);
    this.#at(this.handles.end, last.right - edge.left, last.top - edge.top, last.height);
    const words = ranges[0].startContainer.parentElement.closest(".words").getBoundingClientRect();
    // Never over the next label: in a turn of two lines the size is left out, in one of one line all of it.
    const room = words.bottom - first.top - EXTENT_BELOW;
    this.extent.classList.toggle("low", room < EXTENT_HIGH);
    this.extent.hidden = room < EXTENT_LOW;
    this.extent.style.setProperty("--at", `${first.top - edge.top + EXTENT_BELOW}px`);
    this.extent.style.setProperty("--gutter-at", `${Math.max(words.left - edge.left - EXTENT_BESIDE, 0)}px`);
  }

  #at(handle, left, top, height) {
    handle.style.setProperty("--left", `${left}px`);
    handle.style.setProperty("--top", `${top}px`);
    handle.style.setProperty("--height", `${height}px`);
  }
}

const seenRects = (ranges) => ranges.flatMap((range) => [...range.getClientRects()]).filter((rect) => rect.width > 0);

/**
 * Brings ranges into view with a jump, so that there is text above them and more below. Of what is too long for the
 * pane it is the first line, or with `side` "end" the last.
 */
export function bringIntoView(body, ranges, side = "start") {
  const rects = seenRects(ranges);
  if (!rects.length) return;
  const pane = body.getBoundingClientRect();
  const height = pane.height - 2 * EDGE;
  const tall = rects.at(-1).bottom - rects[0].top > height;
  const line = side === "end" ? rects.at(-1) : rects[0];
  const { top, bottom } = tall ? line : { top: rects[0].top, bottom: rects.at(-1).bottom };
  if (top >= pane.top + EDGE && bottom <= pane.bottom - EDGE) return;
  const share = tall && side === "end" ? 0.7 : Math.min(ABOVE, (height - (bottom - top)) / height);
  body.scrollTop += top - pane.top - EDGE - height * Math.max(share, 0);
}
