// Words, and passages that grow and shrink by them: pure functions on offsets. A word is a run of non-blanks without
// outer punctuation, as on the server.
import { codePointsBefore, lengthOf } from "./offsets.js";

const NON_BLANKS = /\S+/gu;
const INNER = /[\p{L}\p{N}\p{M}](?:.*[\p{L}\p{N}\p{M}])?/su;
const BLANK = /\s/u;

const known = new WeakMap();

/** The words of a turn as [start, end) in code points of the document. */
export function wordsOf(turn) {
  if (!known.has(turn)) known.set(turn, findWords(turn));
  return known.get(turn);
}

function findWords(turn) {
  const { text } = turn;
  const plain = lengthOf(text) === text.length;
  const words = [];
  let units = 0;
  let points = 0;
  const pointsAt = (unit) => {
    points += plain ? unit - units : codePointsBefore(text.slice(units, unit), unit - units);
    units = unit;
    return turn.words + points;
  };
  for (const found of text.matchAll(NON_BLANKS)) {
    const inner = INNER.exec(found[0]);
    if (!inner) continue;
    const from = found.index + inner.index;
    words.push({ start: pointsAt(from), end: pointsAt(from + inner[0].length) });
  }
  return words;
}

/** A selection made by hand: whole words at both ends, and no blanks outside of them. */
export function snapToWords(transcript, { start, end }) {
  const first = wordsOf(transcript.turnAt(start)).find((word) => word.start < start && start < word.end);
  const last = wordsOf(transcript.turnAt(end - 1)).find((word) => word.start < end && end < word.end);
  return trim(transcript, { start: first?.start ?? start, end: last?.end ?? end });
}

/** The passage without the blanks at its ends; undefined where nothing is left. */
export function trim(transcript, { start, end }) {
  const turns = transcript.turnsOf({ start, end });
  const solid = (turn, at) => !BLANK.test(turn.points[at - turn.words]);
  for (const turn of turns) {
    let at = Math.max(start, turn.words);
    while (at < Math.min(end, turn.end) && !solid(turn, at)) at += 1;
    if (at < Math.min(end, turn.end)) {
      start = at;
      break;
    }
  }
  for (const turn of turns.reverse()) {
    let at = Math.min(end, turn.end);
    while (at > Math.max(start, turn.words) && !solid(turn, at - 1)) at -= 1;
    if (at > Math.max(start, turn.words)) return { start, end: at };
  }
  return undefined;
}

/** A short name for a code from the words of a passage: one line, cut at a word at 60 characters. */
export function nameFrom(quote, most = 60) {
  const line = quote.replace(/\s+/gu, " ").trim();
  const points = Array.from(line);
  if (points.length <= most) return line;
  const cut = points.slice(0, most + 1).join("");
  const blank = cut.lastIndexOf(" ");
  return (blank > 0 ? cut.slice(0, blank) : points.slice(0, most).join("")).replace(/[\s,;:.–—-]+$/u, "");
}
