// The pane of codes. The list is the server's and is drawn anew after each change; this keeps what the browser knows
// of it: where the keyboard is, what is chosen, what is open, what is searched. It sends forms and never fetches.
import { attachCodeDialog } from "./code-dialog.js";
import { openMoveTo } from "./code-move.js";
import { TreeCounts } from "./code-tree-counts.js";
import { TreeDrag } from "./code-tree-drag.js";
import { filterTree } from "./code-tree-filter.js";
import { onTreeKey } from "./code-tree-keys.js";
import { TreeMemory } from "./code-tree-memory.js";
import { renameInPlace } from "./code-tree-rename.js";
import { above, hasChildren, isOpen, isWithin, itemOf, itemsOf, nameOf, parentOf, rowOf } from "./code-tree-rows.js";
import { send } from "./form.js";

const ASKED = { new: "tree-new", define: "tree-define", delete: "tree-delete" };

class CodeTree extends HTMLElement {
  #memory;
  #counts;
  #current = "";
  #place = 0;
  #renaming = null;
  #chosen = new Set();
  #cut = new Set();
  #hadFocus = false;

  connectedCallback() {
    this.#memory = new TreeMemory(this.dataset.project);
    this.mayWrite = this.hasAttribute("data-may-write");
    this.body = this.querySelector("#tree-body");
    this.filter = this.querySelector("#tree-filter");
    this.#counts = new TreeCounts(this.list);
    this.#listen();
    this.#restore();
    this.#showCounts(this.#memory.counts);
    new MutationObserver(() => this.#restore()).observe(this.body, { childList: true });
    const data = this.querySelector("#code-counts");
    new MutationObserver(() => data.firstElementChild && this.#counts.take(data.firstElementChild)).observe(data, { childList: true });
    if (this.mayWrite) new TreeDrag(this, this.body);
    attachCodeDialog(this.querySelector("#code-dialog"), () => this.focusTree());
  }

  get list() {
    return this.body.querySelector("#tree");
  }

  item(code) {
    return document.getElementById(`code-${code}`);
  }

  /** The item that the keyboard is on, if there is any code. */
  get current() {
    return this.item(this.#current);
  }

  focusTree() {
    this.current?.focus({ preventScroll: true });
  }

  goTo(item) {
    if (!item) return;
    this.#setCurrent(item);
    item.focus({ preventScroll: true });
    rowOf(item).scrollIntoView({ block: "nearest" });
  }

  open(item, open) {
    item.setAttribute("aria-expanded", String(open));
    if (!this.filter.value.trim()) this.#memory.keepOpen(item.dataset.code, open);
  }

  /** Chooses one of several, or lets it go. */
  choose(item) {
    const code = item.dataset.code;
    if (!this.#chosen.delete(code)) this.#chosen.add(code);
    this.#markChosen();
  }

  chooseTo(item) {
    const shown = itemsOf(this.list).filter((one) => one.checkVisibility());
    const ends = [shown.indexOf(this.current), shown.indexOf(item)].sort((a, b) => a - b);
    for (const one of shown.slice(ends[0], ends[1] + 1)) this.#chosen.add(one.dataset.code);
    this.#markChosen();
  }

  letGo() {
    this.#chosen.clear();
    this.#setCut([]);
    this.#markChosen();
  }

  /** What an action is about: the chosen codes, else the one that the keyboard is on. */
  get operands() {
    if (this.#chosen.size) return [...this.#chosen];
    return this.#current ? [this.#current] : [];
  }

  /** What is dragged with an item: all that is chosen, if it is among them. */
  taken(item) {
    if (this.#chosen.has(item.dataset.code)) return new Set(this.#chosen);
    this.#chosen.clear();
    this.#setCurrent(item);
    return new Set([item.dataset.code]);
  }

  /** A code for the passage that is chosen; where none is, the code itself is opened. */
  pick(item) {
    const detail = { code: item.dataset.code };
    if (!document.getElementById("passage-start")?.value) return this.mayWrite && this.ask("define");
    this.dispatchEvent(new CustomEvent("code-picked", { bubbles: true, detail }));
  }

  cut() {
    this.#setCut(this.operands);
  }

  paste(item) {
    if (!this.#cut.size || isWithin(item, this.#cut)) return;
    this.move(this.#cut, { parent: item.dataset.code, before: "", after: "" });
    this.#setCut([]);
  }

  /** Moves an item one place up or down among its siblings. */
  nudge(item, by) {
    const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    const beside = other.dataset.code;
    const parent = parentOf(item)?.dataset.code ?? "";
    this.move([item.dataset.code], { parent, before: by < 0 ? beside : "", after: by > 0 ? beside : "" });
  }

  /** Puts a code on one of this person's keys. */
  pin(item, slot) {
    send(this.querySelector("#tree-pin"), { code: item.dataset.code, slot });
  }

  move(codes, { parent, before, after }) {
    send(this.querySelector("#tree-move"), { code: [...codes], parent, before, after });
  }

  ask(what) {
    if (what === "rename" && this.current) return this.#rename();
    if (what === "move") return this.#moveTo();
    if (what === "new" || this.current) send(this.querySelector(`#${ASKED[what]}`), { code: this.#current });
  }

  #rename() {
    const item = this.current;
    const form = this.querySelector("#tree-rename");
    const done = () => {
      this.#renaming = null;
      rowOf(item).draggable = true;
      this.focusTree();
    };
    const post = (name, answered) => {
      send(form, { code: item.dataset.code, name }, (taken) => {
        if (taken) this.#renaming = null;
        answered(taken);
      });
    };
    rowOf(item).draggable = false;
    this.#renaming = renameInPlace(item, post, done);
  }

  /** News drew the tree anew while a name was being typed: typing goes on. */
  #renameOn() {
    const typed = this.#renaming.value;
    this.#rename();
    this.#renaming.value = typed;
    this.#renaming.setSelectionRange(typed.length, typed.length);
  }

  #moveTo() {
    const ids = new Set(this.operands);
    if (ids.size) openMoveTo(this, ids, (place) => this.move(ids, place));
  }

  #setCurrent(item) {
    this.current?.setAttribute("tabindex", "-1");
    this.#current = item.dataset.code;
    this.#place = itemsOf(this.list).indexOf(item);
    item.setAttribute("tabindex", "0");
    this.#markChosen();
  }

  #markChosen() {
    for (const marked of this.list.querySelectorAll('[aria-selected="true"]')) marked.setAttribute("aria-selected", "false");
    for (const code of this.operands) this.item(code)?.setAttribute("aria-selected", "true");
    const [first, ...others] = this.operands.map((code) => this.item(code)).filter(Boolean);
    const what = others.length ? `${others.length + 1} codes` : first ? nameOf(first) : "No code";
    this.querySelector("#tree-foot")?.setAttribute("aria-label", what);
    for (const button of this.querySelectorAll('#tree-foot [data-tree]:not([data-tree="new"])')) {
      button.disabled = !first || (others.length > 0 && button.dataset.tree !== "move");
    }
  }

  #setCut(codes) {
    for (const code of this.#cut) this.item(code)?.classList.remove("cut");
    this.#cut = new Set(codes);
    for (const code of this.#cut) this.item(code)?.classList.add("cut");
  }

  /** After the list was drawn anew: what was open, chosen, searched and focused is so again. */
  #restore() {
    const items = itemsOf(this.list);
    const codes = items.map((item) => item.dataset.code);
    this.#memory.forgetAllBut(codes);
    this.#chosen = new Set([...this.#chosen].filter((code) => this.item(code)));
    this.#setCut([...this.#cut].filter((code) => this.item(code)));
    this.#counts.write();
    this.#applyOpen(items);
    this.querySelector("#tree-empty").hidden = items.length > 0;
    this.#find();
    const made = this.item(this.list.dataset.current);
    const at = made ?? this.current ?? items[Math.min(this.#place, items.length - 1)];
    if (made) for (const item of above(made)) this.open(item, true);
    if (at) this.#setCurrent(at);
    if (made) rowOf(made).scrollIntoView({ block: "nearest" });
    if (this.#renaming && this.current) return this.#renameOn();
    if (this.#hadFocus && (made || document.activeElement === document.body)) this.focusTree();
  }

  #applyOpen(items) {
    for (const item of items) {
      if (hasChildren(item)) item.setAttribute("aria-expanded", String(this.#memory.isOpen(item.dataset.code, isOpen(item))));
    }
  }

  #find() {
    const hits = filterTree(this.list, this.filter.value);
    const all = Number(this.list.dataset.codes);
    this.querySelector("#tree-count").textContent = hits ? `${hits.length} of ${all}` : String(all);
    this.querySelector("#tree-no-hits").hidden = !hits || hits.length > 0 || !all;
    return hits;
  }

  #foldAll() {
    const parents = itemsOf(this.list).filter(hasChildren);
    const open = !parents.some(isOpen);
    for (const item of parents) this.open(item, open);
    if (this.current && !this.current.checkVisibility()) this.#setCurrent(above(this.current).at(-1));
    this.querySelector('[data-tree="fold"]').setAttribute("aria-label", open ? "Close all" : "Open all");
  }

  #showCounts(which) {
    this.dataset.counts = which;
    for (const button of this.querySelectorAll("button[data-counts]")) {
      button.setAttribute("aria-pressed", String(button.dataset.counts === which));
    }
  }

  #listen() {
    this.addEventListener("click", (event) => this.#clicked(event));
    this.body.addEventListener("dblclick", (event) => {
      const item = itemOf(event.target);
      if (item && !event.target.closest(".twist, input")) this.pick(item);
    });
    this.body.addEventListener("keydown", (event) => {
      const item = itemOf(event.target);
      if (item === event.target) onTreeKey(this, item, event);
    });
    this.body.addEventListener("focusin", (event) => {
      if (event.target.role === "treeitem" && event.target !== this.current) this.#setCurrent(event.target);
    });
    document.addEventListener("focusin", (event) => (this.#hadFocus = this.contains(event.target)));
    document.addEventListener("key-command", ({ detail }) => {
      if (detail.command === "find-code") this.#startFinding();
    });
    this.filter.addEventListener("input", () => {
      if (!this.#find()) this.#applyOpen(itemsOf(this.list));
    });
    this.filter.addEventListener("keydown", (event) => this.#filterKey(event));
  }

  #startFinding() {
    const panes = this.closest(".panes");
    if (panes && !this.filter.checkVisibility()) panes.dataset.pane = "tree";
    this.filter.focus();
    this.filter.select();
  }

  #filterKey(event) {
    if (event.key === "Escape" && this.filter.value) {
      event.preventDefault();
      this.filter.value = "";
      this.filter.dispatchEvent(new Event("input"));
    } else if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      this.goTo(this.#find()?.[0] ?? this.current);
    }
  }

  #clicked(event) {
    const button = event.target.closest("button");
    if (button?.dataset.tree === "fold") return this.#foldAll();
    if (button?.dataset.tree) return this.ask(button.dataset.tree);
    if (button?.dataset.counts) {
      this.#memory.counts = button.dataset.counts;
      return this.#showCounts(button.dataset.counts);
    }
    const item = event.target.closest(".tree-row") && itemOf(event.target);
    if (item) this.#clickedItem(item, event);
  }

  #clickedItem(item, event) {
    if (event.target.closest("input")) return;
    if (event.target.closest(".twist") && hasChildren(item)) return this.open(item, !isOpen(item));
    if (event.shiftKey) return this.chooseTo(item);
    if (event.ctrlKey || event.metaKey) this.choose(item);
    else this.#chosen.clear();
    this.goTo(item);
  }
}

customElements.define("code-tree", CodeTree);
