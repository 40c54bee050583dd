// Which code of the tree the keyboard is on, which are chosen with Space, and which wait to be put elsewhere.
import { itemsOf, nameOf, shownOf } from "./code-tree-rows.js";

export class TreeChoice {
  #tree;
  #current = "";
  #place = 0;
  #chosen = new Set();
  #cut = new Set();
  #went = "";

  constructor(tree) {
    this.#tree = tree;
  }

  /** The item that the keyboard is on, if there is any code. */
  get current() {
    return this.#tree.item(this.#current);
  }

  set current(item) {
    this.current?.setAttribute("tabindex", "-1");
    this.#current = item.dataset.code;
    this.#place = itemsOf(this.#tree.list).indexOf(item);
    item.setAttribute("tabindex", "0");
    this.mark();
  }

  get cut() {
    return this.#cut;
  }

  /** What an action is about: the chosen codes, else the one that the keyboard is on. */
  get operands() {
    if (this.#chosen.size) return [...this.#chosen];
    return this.#current ? [this.#current] : [];
  }

  /** Chooses one of several, or lets it go. */
  toggle(item) {
    const code = item.dataset.code;
    if (!this.#chosen.delete(code)) this.#chosen.add(code);
    this.mark();
  }

  /** A click with Ctrl: one more, beside the one that the person went to before. (The focus is on this one already.) */
  clickMore(item) {
    const before = this.#tree.item(this.#went);
    if (!this.#chosen.size && before && before !== item) this.#chosen.add(this.#went);
    this.toggle(item);
  }

  /** Chooses all from the current one to this. */
  reach(item) {
    const shown = shownOf(this.#tree.list);
    const [from, to] = [shown.indexOf(this.current), shown.indexOf(item)].sort((a, b) => a - b);
    for (const one of shown.slice(from, to + 1)) this.#chosen.add(one.dataset.code);
    this.mark();
  }

  clear() {
    this.#chosen.clear();
    this.mark();
  }

  /** What is dragged with an item: all that is chosen, if it is among them. */
  taken(item) {
    if (this.#chosen.has(item.dataset.code)) return new Set(this.#chosen);
    this.#chosen.clear();
    this.current = item;
    return new Set([item.dataset.code]);
  }

  cutOut(codes) {
    for (const code of this.#cut) this.#tree.item(code)?.classList.remove("cut");
    this.#cut = new Set(codes);
    for (const code of this.#cut) this.#tree.item(code)?.classList.add("cut");
  }

  /** After the list was drawn anew: what is gone is let go, and the keyboard is where it was, or on `made`. */
  restore(items, made) {
    this.#chosen = new Set([...this.#chosen].filter((code) => this.#tree.item(code)));
    this.cutOut([...this.#cut].filter((code) => this.#tree.item(code)));
    const at = made ?? this.current ?? items[Math.min(this.#place, items.length - 1)];
    if (at) this.current = at;
    else this.#current = "";
    if (made) this.#went = this.#current;
    this.mark();
  }

  /** Shows what is chosen in the rows and in the tools below them. */
  mark() {
    const { list } = this.#tree;
    for (const marked of list.querySelectorAll('[aria-selected="true"]')) marked.setAttribute("aria-selected", "false");
    const items = this.operands.map((code) => this.#tree.item(code)).filter(Boolean);
    for (const item of items) item.setAttribute("aria-selected", "true");
    const name = items.length > 1 ? `${items.length} codes` : items.length ? nameOf(items[0]) : "No code";
    const foot = this.#tree.querySelector("#tree-foot");
    foot?.setAttribute("aria-label", name);
    const retire = foot?.querySelector('[data-tree="retire"]');
    if (retire) retire.textContent = items.length && items.every((item) => item.matches(".retired")) ? "Bring back" : "Retire";
    for (const button of foot?.querySelectorAll("[data-tree]") ?? []) {
      const most = { new: Infinity, move: Infinity, merge: Infinity, retire: Infinity }[button.dataset.tree] ?? 1;
      button.disabled = items.length > most || (!items.length && button.dataset.tree !== "new");
    }
  }

  focus() {
    this.current?.focus({ preventScroll: true });
  }

  goTo(item) {
    if (!item) return;
    this.current = item;
    this.#went = item.dataset.code;
    this.focus();
    item.scrollIntoView({ block: "nearest" });
  }
}
