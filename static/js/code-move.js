// "Move to…", the click and type-ahead way of dragging, and "Merge…": a code is chosen. The codes to choose from are those of the tree in the page.
import { isWithin, itemsOf, nameOf, parentOf } from "./code-tree-rows.js";
import { matches, wordsOf } from "./match.js";

const MOST = 200;
const TOP = { code: "", path: "Top of the tree", name: "Top of the tree", colour: "" };

/** The codes of the tree that pass, to choose from. */
function targets(tree, passes) {
  return itemsOf(tree.list)
    .filter(passes)
    .map((item) => ({
      code: item.dataset.code,
      parent: parentOf(item)?.dataset.code ?? "",
      path: item.dataset.path,
      name: nameOf(item),
      colour: item.dataset.colour,
    }));
}

const shownPath = (path) => path.replaceAll(" > ", " › ").replaceAll("\\>", ">");

/** What a code is called where its path is not beside it: its name, or its path where another one has that name. */
function toldOf(tree, item) {
  const name = nameOf(item);
  const isOnly = itemsOf(tree.list).every((one) => one === item || nameOf(one) !== name);
  return isOnly ? name : shownPath(item.dataset.path);
}

function optionOf(target, index) {
  const option = document.createElement("li");
  option.role = "option";
  option.id = `move-option-${index}`;
  option.className = "palette-option";
  option.dataset.code = target.code;
  const swatch = document.createElement("i");
  swatch.className = "swatch";
  option.dataset.colour = target.colour;
  const words = document.createElement("span");
  const path = document.createElement("span");
  path.className = "path";
  const name = document.createElement("b");
  name.textContent = target.name;
  const parents = target.path.slice(0, -target.name.replaceAll(">", "\\>").length);
  path.textContent = shownPath(parents);
  words.append(path, name);
  option.append(swatch, words);
  return option;
}

/** The dialog's own state: what is typed, which targets fit, which is marked. */
class MoveTo {
  constructor(form, all) {
    this.form = form;
    this.all = all;
    this.field = form.querySelector("input[role=combobox]");
    this.list = form.querySelector("[role=listbox]");
    this.field.addEventListener("input", () => this.show());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.mark([...this.list.children].indexOf(option));
    });
    this.show();
  }

  show() {
    const words = wordsOf(this.field.value);
    this.fit = this.all.filter((target) => matches(target.path, words)).slice(0, MOST);
    this.list.replaceChildren(...this.fit.map(optionOf));
    this.form.querySelector(".move-none").hidden = this.fit.length > 0;
    this.mark(0);
  }

  mark(at) {
    this.at = Math.min(Math.max(at, 0), this.fit.length - 1);
    for (const [index, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(index === this.at));
    }
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", this.list.children[this.at]?.id ?? "");
    const isTop = this.fit[this.at]?.code === "";
    for (const radio of this.form.querySelectorAll("input[value=before], input[value=after]")) {
      radio.disabled = isTop;
      if (isTop && radio.checked) this.form.querySelector("input[value=into]").checked = true;
    }
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.mark(this.at + step);
  }

  /** The code that is marked; undefined if nothing fits what is typed. */
  get target() {
    return this.fit[this.at];
  }

  /** The place that is chosen, or null if nothing fits what is typed. */
  place() {
    const { target } = this;
    const where = new FormData(this.form).get("where");
    if (!target) return null;
    if (where === "into") return { parent: target.code, before: "", after: "" };
    const parent = target.parent;
    return where === "before" ? { parent, before: target.code, after: "" } : { parent, before: "", after: target.code };
  }
}

/** Fills the dialog of the tree with a template's form about these codes. `send` gets the chooser when it is sent. */
function openChooser(tree, template, ids, all, send) {
  const form = tree.querySelector(template).content.cloneNode(true).querySelector("form");
  const first = tree.item([...ids][0]);
  form.querySelector(".move-what").textContent = ids.size === 1 ? `“${toldOf(tree, first)}”` : `${ids.size} codes`;
  const chooser = new MoveTo(form, all);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(chooser, form);
  });
  tree.querySelector("#code-dialog-body").replaceChildren(form);
}

/** Asks where codes are to go (the top, or every code that is not moved itself), and calls `move` with the place. */
export function openMoveTo(tree, ids, move) {
  const all = [TOP, ...targets(tree, (item) => !isWithin(item, ids))];
  openChooser(tree, "#tree-move-to", ids, all, (chooser, form) => {
    const place = chooser.place();
    if (!place) return;
    const reason = form.elements.reason.value;
    form.closest("dialog").close();
    move({ ...place, reason });
  });
}

/** Asks into which code others are to be merged, and calls `ask` with it. The answer takes the place of the question. */
export function openMergeInto(tree, ids, ask) {
  const all = targets(tree, (item) => !ids.has(item.dataset.code));
  openChooser(tree, "#tree-merge-into", ids, all, ({ target }) => target && ask(target.code));
}
