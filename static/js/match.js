// Type-ahead over names and paths: each word that was typed must begin a word of the text, in whatever order.

const MARKS = /\p{M}+/gu;
const LETTER = /[\p{L}\p{N}]/u;

/** The text without case and accents, for comparing. It may have another length. */
export const folded = (text) => text.normalize("NFD").replace(MARKS, "").toLowerCase();

const startsWord = (text, at) => at === 0 || !LETTER.test(text[at - 1]) || !LETTER.test(text[at]);

/** Whether a folded word begins a word of a folded text. */
export function hasWord(text, word) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (startsWord(text, at)) return true;
  }
  return false;
}

/** The words of a query, folded. */
export const wordsOf = (query) => folded(query).split(/\s+/).filter(Boolean);

/** Whether all words are in the text, each at the beginning of a word. */
export function matches(text, words) {
  const plain = folded(text);
  return words.every((word) => hasWord(plain, word));
}
