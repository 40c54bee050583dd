// One character further or back, as a reader sees it: an emoji of several code points is one.
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const AROUND = 40;

const points = (text) => Array.from(text).length;

/** The end of the character that begins at an offset; past the end of a turn, in the next one. */
export function nextCharacter(transcript, offset) {
  let turn = transcript.turnAt(offset);
  while (turn && (offset >= turn.end || turn.words === turn.end)) turn = transcript.turns[turn.index + 1];
  if (!turn) return offset;
  const from = Math.max(offset, turn.words);
  const [first] = graphemes.segment(turn.slice(from, from + AROUND));
  return from + points(first.segment);
}

/** The start of the character that ends at an offset; before the words of a turn, in the one before. */
export function characterBefore(transcript, offset) {
  let turn = transcript.turnAt(offset);
  while (turn && (offset <= turn.words || turn.words === turn.end)) turn = transcript.turns[turn.index - 1];
  if (!turn) return offset;
  const to = Math.min(offset, turn.end);
  const before = [...graphemes.segment(turn.slice(Math.max(to - AROUND, turn.words), to))];
  return to - points(before.at(-1).segment);
}
