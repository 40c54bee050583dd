// The keyboard in the code tree. One tab stop; arrows, Home, End and letters move; Space chooses several. The keys of
// undo and redo are theirs here too: the toast after a move names them.
import { childrenOf, hasChildren, isHidden, isOpen, nameOf, parentOf, shownOf, siblingsOf } from "./code-tree-rows.js";
import { folded } from "./match.js";

const PAUSE = 700;
const LETTER = /^\p{L}$/u;

/** The typed letters so far; a pause begins them anew, and the same letter again steps on. */
class Typed {
  text = "";
  at = 0;

  add(letter, now) {
    const again = now - this.at < PAUSE ? this.text : "";
    this.text = again === letter ? again : again + letter;
    this.at = now;
    return this.text;
  }
}

const typed = new Typed();

function step(tree, item, by) {
  const shown = shownOf(tree.list);
  tree.choice.goTo(shown[Math.min(Math.max(shown.indexOf(item) + by, 0), shown.length - 1)]);
}

function right(tree, item) {
  if (!hasChildren(item)) return;
  if (isOpen(item)) tree.choice.goTo(childrenOf(item).find((child) => !isHidden(child)));
  else tree.open(item, true);
}

function left(tree, item) {
  if (hasChildren(item) && isOpen(item)) tree.open(item, false);
  else if (parentOf(item)) tree.choice.goTo(parentOf(item));
}

function byLetters(tree, item, event) {
  const text = typed.add(folded(event.key), event.timeStamp);
  const shown = shownOf(tree.list);
  const from = shown.indexOf(item) + (text.length === 1 ? 1 : 0);
  const found = [...shown.slice(from), ...shown.slice(0, from)].find((one) => folded(nameOf(one)).startsWith(text));
  if (found) tree.choice.goTo(found);
}

function openBeside(tree, item) {
  for (const one of siblingsOf(item)) if (hasChildren(one)) tree.open(one, true);
}

const PLAIN = {
  ArrowDown: (tree, item) => step(tree, item, 1),
  ArrowUp: (tree, item) => step(tree, item, -1),
  ArrowRight: right,
  ArrowLeft: left,
  Home: (tree, item) => step(tree, item, -Infinity),
  End: (tree, item) => step(tree, item, Infinity),
  "*": openBeside,
  Enter: (tree, item) => tree.pick(item),
  " ": (tree, item) => tree.choice.toggle(item),
  Escape: (tree) => tree.letGo(),
};

const WRITING = {
  F2: (tree) => tree.ask("rename"),
  Insert: (tree) => tree.ask("new"),
  Delete: (tree) => tree.ask("delete"),
};

const pressed = (key) => document.querySelector(`.app-tools [data-key="${key}"]`)?.click();
const undo = () => pressed("z");
const redo = () => pressed("Z");

const CONTROL = {
  z: (_tree, _item, event) => (event.shiftKey ? redo() : undo()),
  y: redo,
  x: (tree) => tree.choice.cutOut(tree.choice.operands),
  v: (tree, item) => tree.paste(item),
};

const ALT = {
  ArrowUp: (tree, item) => tree.nudge(item, -1),
  ArrowDown: (tree, item) => tree.nudge(item, 1),
  ArrowLeft: (tree) => tree.promote(),
  ArrowRight: (tree) => tree.demote(),
};

/** Alt with a digit pins; the code of the key is asked, for on some keyboards Alt makes another character of it. */
function withAlt(event) {
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  return digit ? (tree, item) => tree.pin(item, digit) : ALT[event.key];
}

function actionFor(event, mayWrite) {
  if (event.ctrlKey && event.key === "Enter") return (tree, item) => tree.quotations(item, tree.dataset.counts === "own");
  if (event.ctrlKey || event.metaKey) return mayWrite ? CONTROL[event.key.toLowerCase()] : undefined;
  if (event.altKey) return mayWrite ? withAlt(event) : undefined;
  if (PLAIN[event.key]) return PLAIN[event.key];
  if (mayWrite && WRITING[event.key]) return WRITING[event.key];
  const command = document.querySelector("key-list")?.commandFor(event.key);
  if (command === "undo" || command === "redo") return command === "undo" ? undo : redo;
  return LETTER.test(event.key) ? byLetters : undefined;
}

/** Does what a key means on an item of the tree. */
export function onTreeKey(tree, item, event) {
  const act = actionFor(event, tree.mayWrite);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act(tree, item, event);
}
