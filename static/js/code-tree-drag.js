// Dragging codes within the tree: onto a row is below it, its upper and lower edge are before and after it.
// Onto the text, one code is applied there (code-drop.js).
import { CODE } from "./code-drop.js";
import { childrenOf, isOpen, isWithin, itemOf, parentOf } from "./code-tree-rows.js";

const EDGE = 0.28;
const OPENS_AFTER = 700;
const MARKS = ["drop-before", "drop-into", "drop-after"];

function zoneOf(row, y) {
  const box = row.getBoundingClientRect();
  const part = (y - box.top) / box.height;
  if (part < EDGE) return "before";
  return part > 1 - EDGE ? "after" : "into";
}

/** The place that a drop means: {parent, before, after} as code ids, "" for none. Behind an open code is within it. */
export function placeAt(item, zone) {
  const id = item.dataset.code;
  const first = isOpen(item) ? childrenOf(item)[0] : null;
  if (zone === "into") return { parent: id, before: "", after: "" };
  if (zone === "after" && first) return { parent: id, before: first.dataset.code, after: "" };
  const parent = parentOf(item)?.dataset.code ?? "";
  return zone === "before" ? { parent, before: id, after: "" } : { parent, before: "", after: id };
}

export class TreeDrag {
  #tree;
  #ids = null;
  #marked = null;
  #waiting = null;

  constructor(tree, body) {
    this.#tree = tree;
    body.addEventListener("dragstart", (event) => this.#start(event));
    body.addEventListener("dragover", (event) => this.#over(event));
    body.addEventListener("dragleave", (event) => {
      if (!body.contains(event.relatedTarget)) this.#mark(null);
    });
    body.addEventListener("drop", (event) => this.#drop(event));
    body.addEventListener("dragend", () => this.#end());
  }

  #start(event) {
    const item = itemOf(event.target);
    if (item !== event.target) return;
    this.#ids = this.#tree.choice.taken(item);
    event.dataTransfer.effectAllowed = "copyMove";
    const [code, more] = this.#ids;
    if (!more) event.dataTransfer.setData(CODE, code);
    event.dataTransfer.setData("text/plain", [...this.#ids].map((id) => this.#tree.item(id).dataset.path).join("\n"));
  }

  #target(event) {
    const row = event.target.closest?.(".tree-row");
    if (!row) return { row: null, zone: "last" };
    const item = itemOf(row);
    return isWithin(item, this.#ids) ? null : { row, item, zone: zoneOf(row, event.clientY) };
  }

  #over(event) {
    if (!this.#ids) return;
    const target = this.#target(event);
    this.#mark(target);
    if (!target) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
  }

  #mark(target) {
    const mark = target?.row ? `drop-${target.zone}` : null;
    if (this.#marked?.row === target?.row && this.#marked?.mark === mark) return;
    clearTimeout(this.#waiting);
    this.#marked?.row?.classList.remove(...MARKS);
    this.#marked = target ? { row: target.row, mark } : null;
    if (!mark) return;
    target.row.classList.add(mark);
    if (target.zone === "into") this.#waiting = setTimeout(() => this.#tree.open(target.item, true), OPENS_AFTER);
  }

  #drop(event) {
    const target = this.#ids && this.#target(event);
    if (!target) return;
    event.preventDefault();
    const place = target.row ? placeAt(target.item, target.zone) : { parent: "", before: "", after: "" };
    this.#tree.move(this.#ids, place);
    this.#end();
  }

  #end() {
    this.#mark(null);
    this.#ids = null;
  }
}
