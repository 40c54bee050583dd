// The one palette: type, arrow, Enter. It opens below the passage, and the text scrolls up to make room for it.
import { groupOf, hintOf, markHits, newOption, optionOf } from "./code-option.js";
import { CodeSearch } from "./code-search.js";

const ROOM = 420;
const BELOW = 10;
const AT_ONCE = 60;
const MORE = 300;
const NEAR_THE_END = 120;

class CodePalette extends HTMLElement {
  connectedCallback() {
    this.pane = this.closest(".pane");
    this.body = this.pane.querySelector(".pane-body");
    this.field = this.querySelector("input");
    this.list = this.querySelector(".palette-list");
    this.#read();
    this.#listen();
  }

  #search;
  #rows = new Map();
  #groups = [];
  #drawn = 0;
  #whole = true;
  #parent;
  #coding = "";

  /** The codes as the server last gave them. */
  #read() {
    const { codes, recent, first } = JSON.parse(document.getElementById("code-list").textContent);
    this.#search = new CodeSearch(codes, recent, first);
    this.#rows.clear();
    this.#sayAgain();
    if (!this.hidden) this.#fill();
  }

  /** The id of the code that was applied last. */
  get last() {
    return this.#search.last?.id;
  }

  #sayAgain() {
    const again = document.querySelector(".key-line .again");
    again.hidden = !this.last;
    again.querySelector("b").textContent = this.#search.last?.name ?? "";
  }

  #listen() {
    document.getElementById("codes").addEventListener("htmx:after:swap", () => this.#read());
    document.addEventListener("passage-chosen", ({ detail }) => this.#follow(detail));
    document.addEventListener("code-picked", ({ detail }) => {
      if (detail.code) this.#search.used(detail.code);
      this.#sayAgain();
    });
    document.addEventListener("palette-wanted", ({ detail }) => this.open(detail));
    document.addEventListener("pointerdown", (event) => {
      if (!this.hidden && !this.contains(event.target)) this.close(false);
    });
    this.field.addEventListener("input", () => this.#fill());
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("scroll", () => {
      if (this.list.scrollTop + this.list.clientHeight > this.list.scrollHeight - NEAR_THE_END) this.#more();
    });
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest(".palette-option");
      if (option) this.#pick(option, event.ctrlKey || event.metaKey);
    });
  }

  codeOnKey(key) {
    return this.#search.codes.find((code) => code.key === key)?.id;
  }

  /** Opens for the passage, or to give a coding another code. */
  open({ coding = "", label = this.dataset.label } = {}) {
    this.#coding = coding;
    this.setAttribute("aria-label", label);
    this.field.setAttribute("aria-label", label);
    this.field.placeholder = label;
    this.querySelector(".palette-stay").hidden = Boolean(coding);
    this.#below(undefined);
    this.hidden = false;
    this.#place();
    this.field.focus({ preventScroll: true });
  }

  close(back = true) {
    this.hidden = true;
    this.list.replaceChildren();
    if (back) this.body.focus({ preventScroll: true });
  }

  #follow(detail) {
    if (!this.hidden && detail.start === undefined) this.close(false);
  }

  #place() {
    const selection = this.pane.querySelector("passage-selection");
    const bottom = () => selection.bottom - this.pane.getBoundingClientRect().top;
    const missing = ROOM - (this.pane.clientHeight - bottom());
    if (missing > 0) this.body.scrollTop += missing;
    const lowest = Math.max(this.pane.clientHeight - ROOM, 48);
    this.pane.style.setProperty("--palette-at", `${Math.min(Math.max(bottom() + BELOW, 48), lowest)}px`);
  }

  /** Begins a new code below another; undefined goes back to choosing. */
  #below(parent) {
    this.#parent = parent;
    this.querySelector(".palette-parent")?.remove();
    if (parent) {
      const chip = document.createElement("span");
      chip.className = "palette-parent path";
      chip.textContent = `${parent.names.join(" › ")} ›`;
      this.field.before(chip);
    }
    this.field.value = "";
    this.#fill();
  }

  #fill() {
    const typed = this.field.value.trim();
    this.#groups = this.#parent ? [] : this.#search.groups(typed);
    this.#drawn = AT_ONCE;
    this.#draw();
    this.list.scrollTop = 0;
    const found = this.#groups.reduce((sum, group) => sum + group.codes.length, 0);
    const of = this.#search.codes.length;
    this.querySelector(".palette-count").textContent = typed && !this.#parent ? `${found} of ${of}` : "";
    this.querySelector(".palette-new").textContent = typed ? ` “${typed}”` : "";
    this.#mark(this.list.querySelector(".palette-option"));
  }

  /** Draws as many rows as are wanted so far; the rest comes when one scrolls or steps there. */
  #draw() {
    const typed = this.field.value.trim();
    let left = this.#drawn;
    const groups = this.#groups.map(({ title, codes }, number) => {
      const some = codes.slice(0, Math.max(left, 0));
      left -= some.length;
      return some.length ? groupOf(title, number, some.map((code) => this.#row(code, typed))) : "";
    });
    if (!typed && !this.#groups.length) groups.push(hintOf(this.#parent));
    if (typed) groups.push(groupOf("New", groups.length, [newOption(typed, this.#parent?.names ?? [])]));
    this.list.replaceChildren(...groups.filter(Boolean));
    this.#whole = this.#groups.reduce((sum, group) => sum + group.codes.length, 0) <= this.#drawn;
  }

  #more() {
    if (this.#whole) return;
    const [marked, top] = [this.#marked?.id, this.list.scrollTop];
    this.#drawn += MORE;
    this.#draw();
    this.list.scrollTop = top;
    this.#mark(document.getElementById(marked));
  }

  #row(code, typed) {
    if (!this.#rows.has(code.id)) this.#rows.set(code.id, optionOf(code));
    const row = this.#rows.get(code.id);
    if (row.marked !== typed) markHits(row, code, typed);
    row.marked = typed;
    return row.option;
  }

  get #marked() {
    return this.list.querySelector('[aria-selected="true"]');
  }

  #mark(option) {
    for (const old of this.list.querySelectorAll('[aria-selected="true"]')) old.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #step(by) {
    if (by > 0 && this.#marked === [...this.list.querySelectorAll("[data-pick]:not(.new-code)")].at(-1)) this.#more();
    const options = [...this.list.querySelectorAll(".palette-option")];
    const at = options.indexOf(this.#marked) + by;
    this.#mark(options[(at + options.length) % options.length]);
  }

  #pressed(event) {
    event.stopPropagation();
    const digit = event.altKey && /^Digit([1-9])$/.exec(event.code)?.[1];
    if (digit) this.#pin(digit);
    else if (event.key === "ArrowDown") this.#step(1);
    else if (event.key === "ArrowUp") this.#step(-1);
    else if (event.key === "Escape") this.#back();
    else if (event.key === "Backspace" && this.#parent && !this.field.value) this.#below(undefined);
    else if (event.key === "Tab") this.#subCode();
    else if (event.key === "Enter" && event.altKey) this.#new();
    else if (event.key === "Enter") this.#pick(this.#marked, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  #back() {
    if (this.#parent) this.#below(undefined);
    else this.close();
  }

  #subCode() {
    const code = this.#search.byId.get(this.#marked?.dataset.pick);
    if (code) this.#below(code);
  }

  #pick(option, stay = false) {
    if (!option) return;
    if (option.dataset.pick) this.#apply({ code: option.dataset.pick }, stay);
    else this.#new(stay);
  }

  #new(stay = false) {
    const name = this.field.value.trim();
    if (name) this.#apply({ name, parent: this.#parent?.id ?? "" }, stay);
  }

  #apply(chosen, stay) {
    document.dispatchEvent(new CustomEvent("code-picked", { detail: { ...chosen, coding: this.#coding } }));
    if (stay && !this.#coding) this.#below(undefined);
    else this.close();
  }

  #pin(slot) {
    const code = this.#marked?.dataset.pick;
    if (!code) return;
    this.#search.pinned(code, slot);
    document.dispatchEvent(new CustomEvent("pin-picked", { detail: { code, slot } }));
  }
}

customElements.define("code-palette", CodePalette);
