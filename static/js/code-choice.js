// A field in which a code is chosen by typing. It fills two hidden fields, `code` and `name` (of a code to be made),
// and tells it by a "change" of the first. The codes stand in the page as data; headings are not offered.
import { groupOf, markHits, newOption, optionOf } from "./code-option.js";
import { CodeSearch } from "./code-search.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

class CodeChoice extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("[role=combobox]");
    this.list = this.querySelector("[role=listbox]");
    this.code = this.querySelector("[name=code]");
    this.name = this.querySelector("[name=name]");
    this.#read();
    document.getElementById("code-choice-codes").addEventListener("htmx:after:swap", () => this.#read());
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("change", (event) => event.stopPropagation());
    this.field.addEventListener("click", () => this.#open());
    this.field.addEventListener("keydown", (event) => this.#pressed(event));
    this.field.addEventListener("blur", () => this.#left());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => this.#pick(target.closest("[role=option]")));
  }

  #search;

  #read() {
    const { codes, recent } = JSON.parse(document.getElementById("code-list").textContent);
    this.#search = new CodeSearch(codes, recent);
    if (this.code.value && !this.#search.byId.has(this.code.value)) this.#choose("", "");
    const made = this.name.value && this.#search.codes.find((code) => code.names.length === 1 && code.name === this.name.value);
    if (made) this.#choose(made.id, "");
    if (!this.list.hidden) this.#fill();
  }

  /** What is typed no longer is the code that was chosen. */
  #typed() {
    this.#choose("", "");
    this.#open();
  }

  #open() {
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.#fill();
  }

  #close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  /** Words that were left without a choice stand for nothing. */
  #left() {
    this.#close();
    if (!this.code.value && !this.name.value) this.field.value = "";
  }

  #fill() {
    const typed = this.code.value || this.name.value ? "" : this.field.value.trim();
    const groups = this.#search.groups(typed);
    const drawn = groups.map(({ title, codes }, number) => groupOf(title, number, codes.map((code) => this.#option(code, typed))));
    if (typed) drawn.push(groupOf("New", groups.length, [newOption(typed, [])]));
    this.list.replaceChildren(...drawn.filter((group) => group.querySelector("[role=option]")));
    const chosen = this.code.value && this.#options.find((option) => option.dataset.pick === this.code.value);
    this.#mark(chosen || this.#options[0]);
  }

  #option(code, typed) {
    const row = optionOf(code);
    markHits(row, code, typed);
    return row.option;
  }

  get #options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get #marked() {
    return this.list.querySelector('[aria-selected="true"]');
  }

  #mark(option) {
    this.#marked?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #pressed(event) {
    const step = STEPS[event.key];
    if (step) this.#step(step);
    else if (event.key === "Enter") this.#pick(this.#marked);
    else if (event.key === "Escape" && !this.list.hidden) this.#close();
    else return;
    event.preventDefault();
  }

  #step(by) {
    if (this.list.hidden) return this.#open();
    const options = this.#options;
    const at = options.indexOf(this.#marked) + by;
    return this.#mark(options[Math.min(Math.max(at, 0), options.length - 1)]);
  }

  #pick(option) {
    if (!option) return;
    const code = this.#search.byId.get(option.dataset.pick);
    this.field.value = code ? code.names.join(" › ") : this.field.value.trim();
    this.#choose(code?.id ?? "", code ? "" : this.field.value);
    this.#close();
  }

  #choose(code, name) {
    if (this.code.value === code && this.name.value === name) return;
    this.code.value = code;
    this.name.value = name;
    this.code.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("code-choice", CodeChoice);
