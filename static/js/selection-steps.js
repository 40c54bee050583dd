// The selection by keyboard alone: steps by turn, sentence and word, growing, shrinking, and both ends.
import { characterBefore, nextCharacter } from "./characters.js";
import { snapToWords } from "./words.js";

const STEPS = {
  "turn-next": ["turn", 1],
  "turn-last": ["turn", -1],
  "sentence-next": ["sentence", 1],
  "sentence-last": ["sentence", -1],
  "word-next": ["word", 1],
  "word-last": ["word", -1],
};

/** What a step needs to know: `passage` and `anchor` may be undefined, `place` is where one reads. */
export class Steps {
  constructor(units) {
    this.units = units;
  }

  /** True for the commands that must wait until the sentences are there. */
  static needsSentences(command) {
    return /^(extend-)?sentence-|^(grow|shrink)$/.test(command);
  }

  /** The passage after a command and the anchor to extend from, or undefined where there is no further step. */
  after(command, { passage, anchor, place }) {
    if (command in STEPS) return this.#fresh(this.#move(...STEPS[command], passage, place));
    if (command === "grow") return this.#fresh(passage ? this.units.grown(passage) : this.units.at("word", place));
    if (command === "shrink") return passage && this.#fresh(this.units.shrunk(passage));
    const [unit, direction] = STEPS[command.replace(/^extend-/, "")] ?? [];
    if (!unit || !command.startsWith("extend-")) return undefined;
    if (!passage) return this.#fresh(this.units.at(unit, place));
    const extended = this.#extend(unit, direction, passage, anchor ?? passage);
    return extended && { passage: extended, anchor: anchor ?? passage };
  }

  #fresh(passage) {
    return passage && { passage, anchor: passage };
  }

  #move(unit, direction, passage, place) {
    if (!passage) return this.units.at(unit, place);
    return direction > 0 ? this.units.after(unit, passage.end) : this.units.before(unit, passage.start);
  }

  #extend(unit, direction, { start, end }, anchor) {
    if (direction > 0 && start < anchor.start) {
      const next = this.units.after(unit, start + 1);
      return { start: Math.min(next?.start ?? anchor.start, anchor.start), end };
    }
    if (direction > 0) {
      const next = this.units.beyond(unit, end);
      return next && { start, end: next.end };
    }
    if (end > anchor.end) {
      const last = this.units.before(unit, end - 1);
      return { start, end: Math.max(last?.end ?? anchor.end, anchor.end) };
    }
    const last = this.units.startedBefore(unit, start);
    return last && { start: last.start, end };
  }

  /** One end moved by a word, or by a character; the ends never meet. */
  nudged(passage, side, direction, by) {
    const at = passage[side];
    const moved = by === "character" ? this.#character(at, direction) : this.#wordEdge(side, at, direction);
    return this.withEnd(passage, side, moved ?? at);
  }

  #character(at, direction) {
    const { transcript } = this.units;
    return direction > 0 ? nextCharacter(transcript, at) : characterBefore(transcript, at);
  }

  #wordEdge(side, at, direction) {
    const word = direction > 0 ? this.units.after("word", side === "start" ? at + 1 : at) : this.#wordBefore(side, at);
    return word?.[side];
  }

  #wordBefore(side, at) {
    const here = this.units.at("word", at - 1);
    if (side === "start" && here && here.start < at && at <= here.end) return here;
    return this.units.before("word", side === "start" ? at : at - 1);
  }

  /** The passage with one end at an offset; unchanged where that would leave nothing. */
  withEnd(passage, side, offset, { snap = false } = {}) {
    const moved = { ...passage, [side]: offset };
    if (moved.start >= moved.end) return passage;
    const snapped = snap ? snapToWords(this.units.transcript, moved) : moved;
    return snapped ? { ...passage, [side]: snapped[side] } : passage;
  }
}
