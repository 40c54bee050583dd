// The transcript as it stands in the page: turns, and runs of words, each with one text node. Offsets are code points.
import { codePointsBefore, lengthOf, unitAt } from "./offsets.js";

const number = (element, name) => Number(element.dataset[name]);

/** The last item of a sorted list that begins at or before an offset. */
function lastAt(items, offset) {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (items[middle].start <= offset) low = middle;
    else high = middle - 1;
  }
  return items[low];
}

export class Turn {
  constructor(element, index) {
    this.element = element;
    this.index = index;
    this.start = number(element, "start");
    this.words = number(element, "words");
    this.end = number(element, "end");
    this.number = element.dataset.number ?? "";
  }

  get runs() {
    this.#runs ??= [...this.element.querySelectorAll(".run")].map((run) => ({
      element: run,
      node: run.firstChild,
      start: number(run, "start"),
      text: run.firstChild.data,
      plain: lengthOf(run.firstChild.data) === run.firstChild.data.length,
    }));
    return this.#runs;
  }

  get text() {
    this.#text ??= this.runs.map((run) => run.text).join("");
    return this.#text;
  }

  /** The words as a list of code points, so that every offset is an index. */
  get points() {
    this.#points ??= Array.from(this.text);
    return this.#points;
  }

  slice(start, end) {
    return this.points.slice(Math.max(start - this.words, 0), Math.max(end - this.words, 0)).join("");
  }

  #runs;
  #text;
  #points;
}

export class Transcript {
  constructor(list) {
    this.list = list;
    this.read();
  }

  /** Looks again at all turns, or after a swap at one of them. */
  read() {
    this.turns = [...this.list.querySelectorAll(":scope > .turn")].map((element, index) => new Turn(element, index));
    this.byElement = new Map(this.turns.map((turn) => [turn.element, turn]));
  }

  reread(element) {
    const start = number(element, "start");
    const index = this.turns.findIndex((turn) => turn.start === start);
    if (index < 0) return this.read();
    this.byElement.delete(this.turns[index].element);
    this.turns[index] = new Turn(element, index);
    this.byElement.set(element, this.turns[index]);
  }

  turnAt(offset) {
    return this.turns.length ? lastAt(this.turns, offset) : undefined;
  }

  /** The turns of which a passage holds words. */
  turnsOf({ start, end }) {
    return this.turns.filter((turn) => turn.words < turn.end && turn.words < end && start < turn.end);
  }

  /** The runs that lie wholly within a passage. */
  runsWithin({ start, end }) {
    const runs = this.turnsOf({ start, end }).flatMap((turn) => turn.runs);
    return runs.filter((run) => run.start >= start && this.#endOf(run) <= end).map((run) => run.element);
  }

  /** The quotation: the words of its turns, joined by a newline. */
  quote(passage) {
    return this.turnsOf(passage)
      .map((turn) => turn.slice(passage.start, passage.end))
      .join("\n");
  }

  /** A place in the page: the text node and its unit. A start is in the run that holds it, an end in the one before. */
  placeOf(offset, side) {
    const turn = lastAt(this.turns, side === "end" ? offset - 1 : offset);
    const runs = turn.runs;
    if (!runs.length) return { node: turn.element.querySelector(".words"), unit: 0 };
    const run = lastAt(runs, side === "end" ? offset - 1 : offset);
    const inside = Math.max(offset - run.start, 0);
    return { node: run.node, unit: Math.min(run.plain ? inside : unitAt(run.text, inside), run.text.length) };
  }

  /** A range for each turn: what is drawn are words, and no labels or names between them. */
  rangesOf(passage) {
    return this.turnsOf(passage).map((turn) => {
      const [start, end] = [Math.max(passage.start, turn.words), Math.min(passage.end, turn.end)];
      return this.rangeOf({ start, end });
    });
  }

  rangeOf({ start, end }) {
    const from = this.placeOf(start, "start");
    const to = this.placeOf(end, "end");
    const range = new Range();
    range.setStart(from.node, from.unit);
    range.setEnd(to.node, to.unit);
    return range;
  }

  /**
   * The offset of a place in the page. A start is in the run that holds it or begins the next one; an end is in the
   * run that holds it or ends the one before.
   */
  offsetOf(node, unit, side) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : undefined;
    const owner = element?.closest(".run");
    if (owner && this.list.contains(owner)) {
      const text = node.data;
      return number(owner, "start") + (lengthOf(text) === text.length ? unit : codePointsBefore(text, unit, side));
    }
    return this.#besideRuns(node, unit, side);
  }

  #besideRuns(node, unit, side) {
    const place = new Range();
    place.setStart(node, unit);
    let before;
    for (const turn of this.turns) {
      if (place.comparePoint(turn.element, 0) < 0 && place.comparePoint(turn.element, turn.element.childNodes.length) < 0) {
        if (turn.runs.length) before = turn.runs.at(-1);
        continue;
      }
      for (const run of turn.runs) {
        if (place.comparePoint(run.node, 0) < 0) before = run;
        else return side === "start" ? run.start : this.#endOf(before);
      }
    }
    return this.#endOf(before);
  }

  #endOf(run) {
    return run ? run.start + lengthOf(run.text) : (this.turns[0]?.words ?? 0);
  }
}
