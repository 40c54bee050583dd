// Values of people or documents in fields, each saved when it is left; Enter and the arrows go from row to row. Boxes
// choose rows for a value that all of them get.
import { send } from "./form.js";

const FIELDS = "td.value :is(input, select)";

class ValueTable extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => {
      if (event.target.matches(FIELDS)) this.#save(event.target);
      else this.#choose(event.target);
    });
    this.addEventListener("keydown", (event) => event.target.matches(FIELDS) && this.#key(event));
    document.body.addEventListener("value-kept", this);
    this.#count();
  }

  disconnectedCallback() {
    document.body.removeEventListener("value-kept", this);
  }

  /** A value as the server keeps it, which may be written otherwise than it was typed. */
  handleEvent({ detail }) {
    for (const whose of detail.chosen) {
      const field = this.querySelector(`[data-row="${whose}"] [data-attribute="${detail.attribute}"] :is(input, select)`);
      if (!field) continue;
      field.value = detail.value;
      field.dataset.kept = detail.value;
    }
  }

  #save(field) {
    if (field.value === field.dataset.kept) return;
    const form = this.querySelector("[data-value-form]");
    const attribute = field.closest("[data-attribute]").dataset.attribute;
    const chosen = field.closest("[data-row]").dataset.row;
    field.removeAttribute("aria-invalid");
    send(form, { attribute, chosen, value: field.value }, (taken) => {
      if (!taken) field.setAttribute("aria-invalid", "true");
    });
  }

  #key(event) {
    const field = event.target;
    if (event.key === "Escape" && field.value !== field.dataset.kept) {
      field.value = field.dataset.kept;
      field.removeAttribute("aria-invalid");
      event.stopPropagation();
    }
    const typed = field.localName === "input";
    const step = event.key === "Enter" ? (event.shiftKey ? -1 : 1) : typed && { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.altKey) return;
    event.preventDefault();
    const column = [...this.querySelectorAll(FIELDS)].filter((one) => place(one) === place(field));
    const next = column[column.indexOf(field) + step];
    if (!next) return field.dispatchEvent(new Event("change", { bubbles: true }));
    next.focus();
    next.select?.();
  }

  #choose(box) {
    if (box.matches("[data-all]")) for (const one of this.#boxes()) one.checked = box.checked;
    if (box.matches("[name=attribute]")) this.#offer(box);
    this.#count();
  }

  #boxes() {
    return [...this.querySelectorAll("[type=checkbox][name=chosen]")];
  }

  #count() {
    const many = this.querySelector("[data-for-many]");
    if (!many) return;
    const chosen = this.#boxes().filter((one) => one.checked).length;
    const everything = this.querySelector("[name=everything]")?.checked ?? false;
    many.classList.toggle("some", everything || chosen > 0);
    many.querySelector("[data-number]").textContent = everything ? "All chosen" : chosen ? `${chosen} chosen` : "Nothing chosen";
    const all = this.querySelector("[data-all]");
    all.checked = chosen > 0 && chosen === this.#boxes().length;
    all.indeterminate = chosen > 0 && !all.checked;
    const offered = many.querySelector("[name=attribute]");
    if (offered) this.#offer(offered);
  }

  /** The choices of the attribute that is chosen, for the field of its value. */
  #offer(select) {
    const { type, choices } = select.selectedOptions[0].dataset;
    const offered = type === "yes/no" ? ["yes", "no"] : choices.split("\n").filter(Boolean);
    const list = this.querySelector("#value-choices");
    list.replaceChildren(...offered.map((one) => Object.assign(document.createElement("option"), { value: one })));
  }
}

const place = (field) => field.closest("td").cellIndex;

customElements.define("value-table", ValueTable);
