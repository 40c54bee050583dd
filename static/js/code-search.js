// Finds codes by what is typed: each word a prefix, anywhere in the path. Five hundred codes in well under a frame.
import { folded, hasWord, wordsOf } from "./match.js";

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

export class CodeSearch {
  /**
   * `codes` are {id, names, colour, key, heading} in tree order; `recent` ids, latest first; `first` those of a round.
   * Headings are left out.
   */
  constructor(codes, recent, first = []) {
    this.first = new Set(first);
    const place = new Map(recent.map((id, index) => [id, index]));
    this.codes = codes.filter((code) => !code.heading).map((code, order) => ({
      ...code,
      order,
      name: code.names.at(-1),
      above: code.names.slice(0, -1),
      folded: folded(code.names.join(" ")),
      foldedName: folded(code.names.at(-1)),
      recent: place.get(code.id) ?? Infinity,
    }));
    this.byId = new Map(this.codes.map((code) => [code.id, code]));
  }

  /** Notes that a code was applied just now. */
  used(id) {
    for (const code of this.codes) code.recent += 1;
    const code = this.byId.get(id);
    if (code) code.recent = 0;
  }

  /** Notes that a code was put on a key just now, or taken off it. */
  pinned(id, slot) {
    const off = this.byId.get(id)?.key === slot;
    for (const code of this.codes) if (code.key === slot || code.id === id) code.key = "";
    if (this.byId.has(id) && !off) this.byId.get(id).key = slot;
  }

  /** The code that was applied last, if any was. */
  get last() {
    return this.codes.reduce((best, code) => (code.recent < (best?.recent ?? Infinity) ? code : best), undefined);
  }

  /** Groups {title, codes}: what was typed, best first; with nothing typed recent, pinned and all in tree order. */
  groups(typed) {
    const words = wordsOf(typed);
    if (words.length) return [{ title: "Codes", codes: this.#found(words, folded(typed).trim()) }];
    const first = this.codes.filter((code) => this.first.has(code.id));
    const others = this.codes.filter((code) => !this.first.has(code.id));
    const recent = others.filter((code) => code.recent < Infinity).sort((a, b) => a.recent - b.recent);
    const pinned = others.filter((code) => code.key && code.recent === Infinity);
    pinned.sort((a, b) => a.key.localeCompare(b.key));
    const above = new Set([...first, ...recent, ...pinned]);
    const rest = this.codes.filter((code) => !above.has(code));
    return [
      { title: "This round", codes: first },
      { title: "Recent", codes: recent },
      { title: "Pinned", codes: pinned },
      { title: above.size ? "Other codes" : "Codes", codes: rest },
    ].filter((group) => group.codes.length);
  }

  #found(words, typed) {
    const hits = this.codes.filter((code) => words.every((word) => hasWord(code.folded, word)));
    const rank = new Map(hits.map((code) => [code, rankOf(code, words, typed)]));
    return hits.sort((a, b) => rank.get(a) - rank.get(b) || this.first.has(b.id) - this.first.has(a.id) || compare(a.recent, b.recent) || a.order - b.order);
  }
}

const compare = (a, b) => (a === b ? 0 : a - b);

/** The name itself first, then names with all words, then with some, then those found by their path alone. */
function rankOf(code, words, typed) {
  if (code.foldedName === typed) return 0;
  if (code.foldedName.startsWith(typed)) return 1;
  const inName = words.filter((word) => hasWord(code.foldedName, word)).length;
  if (inName === words.length) return 2;
  return inName ? 3 : 4;
}

/** The parts of a text that were typed: pairs of text and whether it is a hit. */
export function hitsIn(text, typed) {
  const words = wordsOf(typed);
  const parts = [];
  let at = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const length = Math.max(0, ...words.map((each) => prefixLength(word, each)));
    if (!length) continue;
    if (index > at) parts.push([text.slice(at, index), false]);
    parts.push([text.slice(index, index + length), true]);
    at = index + length;
  }
  if (at < text.length) parts.push([text.slice(at), false]);
  return parts;
}

/** How many units of a word are the typed prefix, 0 if it does not begin so: folding may change lengths. */
function prefixLength(word, typed) {
  if (!folded(word).startsWith(typed)) return 0;
  for (let length = 1; length <= word.length; length += 1) {
    if (folded(word.slice(0, length)).length >= typed.length) return length;
  }
  return word.length;
}
