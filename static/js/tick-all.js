// Ticks all boxes of its table, or none; a box shows whether all, some or none of them are ticked.

class TickAll extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("input");
    this.table = this.closest("table");
    this.table.addEventListener("change", ({ target }) => this.#changed(target));
    this.#show();
  }

  get #boxes() {
    return [...this.table.querySelectorAll("tbody input[type=checkbox]")];
  }

  #changed(target) {
    if (target === this.box) for (const box of this.#boxes) box.checked = this.box.checked;
    this.#show();
  }

  #show() {
    const ticked = this.#boxes.filter((box) => box.checked).length;
    this.box.checked = ticked > 0 && ticked === this.#boxes.length;
    this.box.indeterminate = ticked > 0 && !this.box.checked;
    const many = this.closest("form").querySelector("details.many");
    if (ticked && many) many.open = true;
    const title = many?.querySelector("summary");
    if (title) title.textContent = ticked ? `Change ${ticked} ticked` : "Change those that are ticked…";
  }
}

customElements.define("tick-all", TickAll);
