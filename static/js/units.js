// Steps by word, sentence and turn, and a passage that grows and shrinks by them. Offsets only; nothing is drawn here.
import { trim, wordsOf } from "./words.js";

export const UNITS = ["word", "sentence", "turn"];

export class Units {
  /** `sentences` gives the sentences of a turn as [start, end), or undefined while they are not there yet. */
  constructor(transcript, sentences) {
    this.transcript = transcript;
    this.sentences = sentences;
  }

  of(unit, turn) {
    if (unit === "word") return wordsOf(turn);
    if (unit === "sentence") return this.sentences(turn);
    const whole = trim(this.transcript, { start: turn.words, end: turn.end });
    return whole ? [whole] : [];
  }

  /** The unit that holds an offset, else the next one in its turn, else the last. */
  at(unit, offset) {
    const turn = this.transcript.turnAt(offset);
    const units = turn ? this.of(unit, turn) : [];
    return units.find((item) => offset < item.end) ?? units.at(-1);
  }

  /** The next unit that begins at or after an offset, in whichever turn. */
  after(unit, offset) {
    return this.#search(unit, offset, 1, (units) => units.find((item) => item.start >= offset));
  }

  /** The last unit that ends at or before an offset. */
  before(unit, offset) {
    return this.#search(unit, offset, -1, (units) => units.findLast((item) => item.end <= offset));
  }

  /** The first unit that ends beyond an offset. */
  beyond(unit, offset) {
    return this.#search(unit, offset, 1, (units) => units.find((item) => item.end > offset));
  }

  /** The last unit that begins before an offset. */
  startedBefore(unit, offset) {
    return this.#search(unit, offset, -1, (units) => units.findLast((item) => item.start < offset));
  }

  #search(unit, offset, step, pick) {
    const { turns } = this.transcript;
    const from = this.transcript.turnAt(offset)?.index ?? 0;
    for (let index = from; index >= 0 && index < turns.length; index += step) {
      const found = pick(this.of(unit, turns[index]));
      if (found) return found;
    }
    return undefined;
  }

  /** The smallest unit that is more than the passage; at last the turns that it touches. */
  grown(passage) {
    for (const unit of UNITS) {
      const first = this.at(unit, passage.start);
      const last = this.#lastOf(unit, passage.end);
      if (!first || !last) continue;
      const grown = { start: Math.min(first.start, passage.start), end: Math.max(last.end, passage.end) };
      if (grown.start < passage.start || grown.end > passage.end) return trim(this.transcript, grown);
    }
    return passage;
  }

  /** The last unit that begins before an offset, in its turn. */
  #lastOf(unit, offset) {
    const turn = this.transcript.turnAt(offset - 1);
    return turn && this.of(unit, turn).findLast((item) => item.start < offset);
  }

  /** The first of the largest smaller units within the passage: of turns a turn, of a turn a sentence, of that a word. */
  shrunk(passage) {
    for (const unit of ["turn", "sentence", "word"]) {
      const first = this.#within(unit, passage);
      if (first && (first.start > passage.start || first.end < passage.end)) return first;
    }
    return passage;
  }

  #within(unit, { start, end }) {
    const first = this.at(unit, start);
    return first && first.start >= start && first.end <= end ? first : undefined;
  }

  /** How large a passage is, in the largest unit that fits it. */
  size(passage) {
    for (const unit of ["turn", "sentence"]) {
      const count = this.#exactly(unit, passage);
      if (count) return { unit, count };
    }
    return { unit: "word", count: this.words(passage) };
  }

  words({ start, end }) {
    return this.transcript
      .turnsOf({ start, end })
      .flatMap((turn) => this.of("word", turn))
      .filter((word) => word.start < end && start < word.end).length;
  }

  #exactly(unit, passage) {
    const items = this.transcript.turnsOf(passage).flatMap((turn) => this.of(unit, turn) ?? []);
    const inside = items.filter((item) => item.start >= passage.start && item.end <= passage.end);
    const fits = inside[0]?.start === passage.start && inside.at(-1)?.end === passage.end;
    return fits ? inside.length : 0;
  }
}
