// The pane of codes. The list is the server's and is drawn anew after each change; this keeps what the browser knows
// of it: where the keyboard is, what is chosen, what is open, what is searched. It sends forms and never fetches.
import { attachCodeDialog } from "./code-dialog.js";
import { openMergeInto, openMoveTo } from "./code-move.js";
import { TreeChoice } from "./code-tree-choice.js";
import { TreeCounts } from "./code-tree-counts.js";
import { TreeDrag } from "./code-tree-drag.js";
import { filterTree } from "./code-tree-filter.js";
import { onTreeKey } from "./code-tree-keys.js";
import { TreeMemory } from "./code-tree-memory.js";
import { renameInPlace } from "./code-tree-rename.js";
import { above, hasChildren, isOpen, isWithin, itemOf, itemsOf, parentOf, siblingsOf } from "./code-tree-rows.js";
import { send } from "./form.js";

const ASKED = { new: "tree-new", define: "tree-define", delete: "tree-delete", split: "tree-split" };

class CodeTree extends HTMLElement {
  #memory;
  #counts;
  #renaming = null;
  #hadFocus = false;

  connectedCallback() {
    this.#memory = new TreeMemory(this.dataset.draft ?? this.dataset.project);
    this.mayWrite = this.hasAttribute("data-may-write");
    this.body = this.querySelector("#tree-body");
    this.filter = this.querySelector("#tree-filter");
    this.choice = new TreeChoice(this);
    this.#counts = new TreeCounts(this.list);
    this.#listen();
    this.#restore();
    this.#showCounts(this.#memory.counts);
    if (this.mayWrite) new TreeDrag(this, this.body);
    attachCodeDialog(this.querySelector("#code-dialog"), () => this.choice.focus());
  }

  get list() {
    return this.body.querySelector("#tree");
  }

  item(code) {
    return document.getElementById(`code-${code}`);
  }

  open(item, open) {
    item.setAttribute("aria-expanded", String(open));
    if (!this.filter.value.trim()) this.#memory.keepOpen(item.dataset.code, open);
  }

  /** A code for the passage that is chosen; where none is, the code itself is opened. */
  pick(item) {
    const detail = { code: item.dataset.code };
    if (!document.getElementById("passage-start")?.value) return this.mayWrite && this.ask("define");
    this.dispatchEvent(new CustomEvent("code-picked", { bubbles: true, detail }));
  }

  /** Opens the quotations of a code, with those of its sub-codes or its own alone. */
  quotations(item, own) {
    if (this.dataset.draft) return this.#tell("Quotations are listed for the agreed tree alone.");
    location.assign(`/projects/${this.dataset.project}/codes/${item.dataset.code}/quotations${own ? "?rolled=false" : ""}`);
  }

  letGo() {
    this.choice.cutOut([]);
    this.choice.clear();
  }

  paste(item) {
    const { cut } = this.choice;
    if (!cut.size) return;
    if (isWithin(item, cut)) return this.#tell("A code cannot stand below itself.");
    this.move(cut, { parent: item.dataset.code, before: "", after: "" });
    this.choice.cutOut([]);
  }

  #tell(sentence) {
    document.getElementById("toast").textContent = sentence;
  }

  /** Moves an item one place up or down among its siblings. */
  nudge(item, by) {
    const siblings = siblingsOf(item);
    const other = siblings[siblings.indexOf(item) + by];
    if (!other) return;
    const beside = other.dataset.code;
    const parent = parentOf(item)?.dataset.code ?? "";
    this.move([item.dataset.code], { parent, before: by < 0 ? beside : "", after: by > 0 ? beside : "" });
  }

  /** The chosen codes that are not below another of them, in the order of the tree. */
  #tops() {
    const ids = new Set(this.choice.operands);
    return itemsOf(this.list).filter((item) => ids.has(item.dataset.code) && !above(item).some((one) => ids.has(one.dataset.code)));
  }

  /** Moves the chosen codes up one level, beside the parent of the first. */
  promote() {
    const tops = this.#tops();
    const parent = tops.length && parentOf(tops[0]);
    if (!parent) return this.#tell("A main code has no level above it.");
    const place = { parent: parentOf(parent)?.dataset.code ?? "", before: "", after: parent.dataset.code };
    this.move(tops.map((item) => item.dataset.code), place);
  }

  /** Moves the chosen codes down one level, below the code that stands before the first. */
  demote() {
    const tops = this.#tops();
    const siblings = tops.length ? siblingsOf(tops[0]) : [];
    const before = siblings.slice(0, siblings.indexOf(tops[0])).findLast((item) => !tops.includes(item));
    if (!before) return this.#tell("No code stands before it on its level.");
    this.open(before, true);
    this.move(tops.map((item) => item.dataset.code), { parent: before.dataset.code, before: "", after: "" });
  }

  /** Puts a code on one of this person's keys. */
  pin(item, slot) {
    send(this.querySelector("#tree-pin"), { code: item.dataset.code, slot });
  }

  move(codes, { parent, before, after, reason = "" }) {
    send(this.querySelector("#tree-move"), { code: [...codes], parent, before, after, reason });
  }

  ask(what) {
    const { current } = this.choice;
    if (what === "rename" && current) return this.#rename();
    if (what === "move") return this.#moveTo();
    if (what === "merge") return this.#mergeInto();
    if (what === "retire") return this.#retire();
    if (what === "new" || current) send(this.querySelector(`#${ASKED[what]}`), { code: current?.dataset.code ?? "" });
  }

  #rename() {
    const item = this.choice.current;
    const form = this.querySelector("#tree-rename");
    const done = () => {
      this.#renaming = null;
      item.draggable = true;
      this.choice.focus();
    };
    const post = (name, answered) => {
      send(form, { code: item.dataset.code, name }, (taken) => {
        if (taken) this.#renaming = null;
        answered(taken);
      });
    };
    item.draggable = false;
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
    const ids = new Set(this.choice.operands);
    if (ids.size) openMoveTo(this, ids, (place) => this.move(ids, place));
  }

  /** Retires what is chosen, or brings it back where all of it is retired. */
  #retire() {
    const code = this.choice.operands;
    const retired = !code.every((one) => this.item(one)?.matches(".retired"));
    if (code.length) send(this.querySelector("#tree-retire"), { code, retired });
  }

  /** Retired codes in view or out of it; the switch stands there only where there are some. */
  #showRetired() {
    const shown = this.querySelector("#retired-switch");
    const { retired } = this.list.dataset;
    shown.hidden = retired === "0";
    shown.querySelector(".faint").textContent = retired;
    shown.querySelector("input").checked = this.#memory.retired;
    this.toggleAttribute("data-without-retired", !this.#memory.retired);
  }

  /** The code that stays is chosen; then the server shows what the merge would do. */
  #mergeInto() {
    const ids = new Set(this.choice.operands);
    const ask = (into) => send(this.querySelector("#tree-merge"), { code: [...ids], into });
    if (ids.size) openMergeInto(this, ids, ask);
  }

  /** After the list was drawn anew: what was open, chosen, searched and focused is so again. */
  #restore() {
    const items = itemsOf(this.list);
    const made = this.item(this.list.dataset.current);
    this.#memory.forgetAllBut(items.map((item) => item.dataset.code));
    this.#counts.write();
    this.#applyOpen(items);
    this.#find();
    this.#showRetired();
    this.querySelector("#tree-empty").hidden = items.length > 0;
    if (made) for (const item of above(made)) this.open(item, true);
    this.choice.restore(items, made);
    if (made) made.scrollIntoView({ block: "nearest" });
    if (this.#renaming && this.choice.current) return this.#renameOn();
    if (this.#hadFocus && (made || document.activeElement === document.body)) this.choice.focus();
  }

  #applyOpen(items) {
    for (const item of items.filter(hasChildren)) {
      item.setAttribute("aria-expanded", String(this.#memory.isOpen(item.dataset.code, isOpen(item))));
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
    const { current } = this.choice;
    if (current && !current.checkVisibility()) this.choice.current = above(current).at(-1);
    this.querySelector('[data-tree="fold"]').setAttribute("aria-label", open ? "Close all" : "Open all");
  }

  #showCounts(which) {
    this.dataset.counts = which;
    for (const button of this.querySelectorAll("button[data-counts]")) {
      button.setAttribute("aria-pressed", String(button.dataset.counts === which));
    }
  }

  #listen() {
    const counts = this.querySelector("#code-counts");
    const take = () => counts.firstElementChild && this.#counts.take(counts.firstElementChild);
    new MutationObserver(take).observe(counts, { childList: true });
    new MutationObserver(() => this.#restore()).observe(this.body, { childList: true });
    this.addEventListener("click", (event) => this.#clicked(event));
    this.body.addEventListener("dblclick", (event) => {
      const item = itemOf(event.target);
      if (item && !event.target.closest(".twist, input")) this.pick(item);
    });
    this.body.addEventListener("keydown", (event) => {
      const item = itemOf(event.target);
      if (item === event.target) onTreeKey(this, item, event);
    });
    this.body.addEventListener("focusin", ({ target }) => {
      if (target.role === "treeitem" && target !== this.choice.current) this.choice.current = target;
    });
    document.addEventListener("focusin", (event) => (this.#hadFocus = this.contains(event.target)));
    document.addEventListener("key-command", ({ detail }) => {
      if (detail.command === "find-code") this.#startFinding();
    });
    document.addEventListener("click", ({ target }) => this.#show(target.closest?.("[data-show-code]")?.dataset.showCode));
    this.querySelector("#retired-switch").addEventListener("change", ({ target }) => {
      this.#memory.retired = target.checked;
      this.#showRetired();
    });
    this.filter.addEventListener("input", () => {
      if (!this.#find()) this.#applyOpen(itemsOf(this.list));
    });
    this.filter.addEventListener("keydown", (event) => this.#filterKey(event));
  }

  /** Brings the pane of codes where a narrow window shows another. */
  #bring() {
    const panes = this.closest(".panes");
    if (panes && !this.filter.checkVisibility()) panes.dataset.pane = "tree";
  }

  /** Goes to a code from elsewhere on the page, such as the history. */
  #show(code) {
    const item = code && this.item(code);
    if (!item) return;
    this.#bring();
    document.getElementById("history")?.hidePopover();
    this.filter.value = "";
    this.filter.dispatchEvent(new Event("input"));
    for (const parent of above(item)) this.open(parent, true);
    this.choice.goTo(item);
  }

  #startFinding() {
    this.#bring();
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
      this.choice.goTo(this.#find()?.[0] ?? this.choice.current);
    }
  }

  #clicked(event) {
    const button = event.target.closest("button");
    if (button?.dataset.tree === "fold") return this.#foldAll();
    if (button?.dataset.tree) {
      button.closest("[popover]")?.hidePopover();
      return this.ask(button.dataset.tree);
    }
    if (button?.dataset.counts) {
      this.#memory.counts = button.dataset.counts;
      return this.#showCounts(button.dataset.counts);
    }
    const item = itemOf(event.target);
    if (item && !event.target.closest("input")) this.#clickedItem(item, event);
  }

  #clickedItem(item, event) {
    if (event.target.closest(".twist") && hasChildren(item)) return this.open(item, !isOpen(item));
    if (event.target.closest(".talk-sign")) send(this.querySelector("#tree-memos"), { table: "code", thing: item.dataset.code });
    const count = event.target.closest(".counts span");
    if (count) return this.quotations(item, count.matches(".own"));
    if (event.shiftKey) return this.choice.reach(item);
    if (event.ctrlKey || event.metaKey) this.choice.clickMore(item);
    else this.choice.clear();
    this.choice.goTo(item);
  }
}

customElements.define("code-tree", CodeTree);
