// The rows of the code tree as they stand in the page. An item is a row with role treeitem; its sub-codes are in the
// group after it, each in a list item of its own.

const ITEM = '[role="treeitem"]';

export const itemOf = (element) => element?.closest?.(ITEM) ?? null;
export const parentOf = (item) => item.closest('[role="group"]')?.previousElementSibling ?? null;
export const itemsOf = (tree) => [...tree.querySelectorAll(ITEM)];
export const shownOf = (tree) => itemsOf(tree).filter((item) => item.checkVisibility());
export const hasChildren = (item) => item.hasAttribute("aria-expanded");
export const isOpen = (item) => item.getAttribute("aria-expanded") === "true";
export const labelOf = (item) => item.querySelector(".tree-name > span[title]");
export const nameOf = (item) => labelOf(item).textContent;

const itemIn = (listItem) => listItem?.firstElementChild ?? null;

/** The items directly below one. */
export const childrenOf = (item) => [...(item.nextElementSibling?.children ?? [])].map(itemIn);

/** The items of the same parent. */
export const siblingsOf = (item) => [...item.parentElement.parentElement.children].map(itemIn);

/** An item is out of view with its whole list item, and so with all below it. */
export const setHidden = (item, hidden) => (item.parentElement.hidden = hidden);
export const isHidden = (item) => item.parentElement.hidden;

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
