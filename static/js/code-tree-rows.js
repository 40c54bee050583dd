// The rows of the code tree as they stand in the page: list items with role treeitem, groups within them.

const ITEM = '[role="treeitem"]';

export const itemOf = (element) => element?.closest?.(ITEM) ?? null;
export const rowOf = (item) => item.firstElementChild;
export const parentOf = (item) => item.parentElement.closest(ITEM);
export const itemsOf = (tree) => [...tree.querySelectorAll(ITEM)];
export const shownOf = (tree) => itemsOf(tree).filter((item) => item.checkVisibility());
export const childrenOf = (item) => [...item.querySelectorAll(`:scope > [role="group"] > ${ITEM}`)];
export const nameOf = (item) => document.getElementById(`name-${item.dataset.code}`).textContent;
export const hasChildren = (item) => item.hasAttribute("aria-expanded");
export const isOpen = (item) => item.getAttribute("aria-expanded") === "true";

/** The item itself, or one above it, is among the ids. */
export function isWithin(item, ids) {
  for (let at = item; at; at = parentOf(at)) {
    if (ids.has(at.dataset.code)) return true;
  }
  return false;
}

/** All items above one, the nearest first. */
export function above(item) {
  const line = [];
  for (let at = parentOf(item); at; at = parentOf(at)) line.push(at);
  return line;
}
