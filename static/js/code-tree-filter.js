// Finding codes in the tree: hits and the codes above them stay, all others go while something is typed.
import { above, itemsOf, nameOf, setHidden } from "./code-tree-rows.js";
import { folded, hasWord, wordsOf } from "./match.js";

/** A code is hit if all words are in its path, one of them in its own name. */
function isHit(item, words) {
  const path = folded(item.dataset.path);
  const name = folded(nameOf(item));
  return words.every((word) => hasWord(path, word)) && words.some((word) => hasWord(name, word));
}

/** Shows the hits of a query, and everything if it is empty. Returns the hits, or null if nothing was typed. */
export function filterTree(tree, query) {
  const words = wordsOf(query);
  const items = itemsOf(tree);
  if (!words.length) {
    for (const item of items) setHidden(item, false);
    return null;
  }
  const hits = items.filter((item) => isHit(item, words));
  const staying = new Set(hits);
  for (const item of hits) {
    for (const parent of above(item)) {
      staying.add(parent);
      parent.setAttribute("aria-expanded", "true");
    }
  }
  for (const item of items) setHidden(item, !staying.has(item));
  return hits;
}
