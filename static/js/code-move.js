// "Move to…": the click and type-ahead way of dragging. The codes to choose from are those of the tree in the page.
import { isWithin, itemsOf, nameOf, parentOf } from "./code-tree-rows.js";
import { matches, wordsOf } from "./match.js";

const MOST = 200;
const TOP = { code: "", path: "Top of the tree", name: "Top of the tree", colour: "" };

/** Where codes can go: the top, and every code that is not moved itself. */
function targets(tree, ids) {
  const codes = itemsOf(tree.list)
    .filter((item) => !isWithin(item, ids))
    .map((item) => ({
      code: item.dataset.code,
      parent: parentOf(item)?.dataset.code ?? "",
      path: item.dataset.path,
      name: nameOf(item),
      colour: item.dataset.colour,
    }));
  return [TOP, ...codes];
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
  path.textContent = parents.replaceAll(" > ", " › ").replaceAll("\\>", ">");
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

  /** The place that is chosen, or null if nothing fits what is typed. */
  place() {
    const target = this.fit[this.at];
    const where = new FormData(this.form).get("where");
    if (!target) return null;
    if (where === "into") return { parent: target.code, before: "", after: "" };
    const parent = target.parent;
    return where === "before" ? { parent, before: target.code, after: "" } : { parent, before: "", after: target.code };
  }
}

/** Asks where codes are to go, and calls `move` with the place. */
export function openMoveTo(tree, ids, move) {
  const form = tree.querySelector("#tree-move-to").content.cloneNode(true).querySelector("form");
  const names = [...ids].map((id) => nameOf(tree.item(id)));
  form.querySelector(".move-what").textContent = names.length === 1 ? `“${names[0]}”` : `${names.length} codes`;
  const dialog = new MoveTo(form, targets(tree, ids));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const place = dialog.place();
    if (!place) return;
    form.closest("dialog").close();
    move(place);
  });
  tree.querySelector("#code-dialog-body").replaceChildren(form);
}
