// One row of the palette, made once for each code; what was typed is marked in it anew.
import { hitsIn } from "./code-search.js";

const element = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

export function optionOf(code) {
  const option = element("div", "palette-option");
  option.id = `option-${code.id}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.colour = code.colour;
  option.dataset.pick = code.id;
  const path = element("span", "path");
  const name = element("b");
  const key = element("span", "faint small-text");
  if (code.key) key.append(element("kbd", "", code.key));
  option.append(element("i", "swatch"), element("span", "hit", path, name), key);
  return { option, path, name, marked: undefined };
}

export function markHits({ path, name }, code, typed) {
  path.replaceChildren(...code.above.flatMap((each) => [...marked(each, typed), " › "]));
  name.replaceChildren(...marked(code.name, typed));
}

const marked = (text, typed) =>
  hitsIn(text, typed).map(([part, hit]) => (hit ? element("u", "", part) : document.createTextNode(part)));

/** The row that makes a new code of what was typed. */
export function newOption(typed, above) {
  const option = element("div", "palette-option new-code");
  option.id = "option-new";
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.pick = "";
  const path = element("span", "path", ...above.flatMap((each) => [each, " › "]));
  option.append(element("span", "plus", "+"), element("span", "hit", "New code ", path, element("b", "", typed)));
  return option;
}

export function groupOf(title, number, options) {
  const group = element("div", "", element("div", "palette-group", title), ...options);
  group.setAttribute("role", "group");
  group.firstElementChild.id = `palette-group-${number}`;
  group.setAttribute("aria-labelledby", `palette-group-${number}`);
  return group;
}

/** What stands in the list while there is nothing to choose from. */
export function hintOf(parent) {
  const what = parent ? `Type the name of the new sub-code of ${parent.name}.` : "There are no codes yet. Type a name; Enter makes the first.";
  const hint = element("p", "palette-group", what);
  hint.setAttribute("role", "presentation");
  return hint;
}
