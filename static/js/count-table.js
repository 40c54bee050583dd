// The table of counts: a number opens the comments behind it below its row, and closes them again. Htmx fetches them.
class CountTable extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]")) this.#close(true);
      const cell = event.target.closest("a.cell");
      if (!cell || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (cell.getAttribute("aria-expanded") === "true") this.#close(true);
      else this.#open(cell);
    });
    // Refused, or no answer: the toast says why.
    this.addEventListener("htmx:finally:request", ({ target, detail }) => {
      const answered = (detail.ctx.response?.status ?? 500) < 400;
      if (!answered && target.ariaExpanded === "true") this.#close(true);
    });
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && event.target.closest(".opened, [aria-expanded]")) this.#close(true);
    });
  }

  #open(cell) {
    this.#close(false);
    const row = cell.closest("tr");
    const opened = document.createElement("tr");
    opened.className = "opened";
    const within = opened.appendChild(document.createElement("td"));
    within.colSpan = row.cells.length;
    within.innerHTML = '<div class="waiting-lines"><i></i><i></i><i></i></div>';
    row.after(opened);
    cell.setAttribute("aria-expanded", "true");
    window.htmx.ajax("GET", cell.href, { target: within, swap: "innerHTML", source: cell });
  }

  #close(andReturn) {
    const cell = this.querySelector("[aria-expanded]");
    cell?.removeAttribute("aria-expanded");
    this.querySelector(".opened")?.remove();
    if (andReturn) cell?.focus();
  }
}

customElements.define("count-table", CountTable);
