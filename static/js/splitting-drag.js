// Cards dragged to a column, or to "stays" and "not this code": what the keys do, with the pointer.

export class SplittingDrag {
  #table;
  #card = null;
  #marked = null;

  constructor(table) {
    this.#table = table;
    table.addEventListener("dragstart", (event) => this.#start(event));
    table.addEventListener("dragover", (event) => this.#over(event));
    table.addEventListener("dragleave", (event) => {
      if (!table.contains(event.relatedTarget)) this.#mark(null);
    });
    table.addEventListener("drop", (event) => this.#drop(event));
    table.addEventListener("dragend", () => this.#end());
  }

  #start(event) {
    if (!event.target.matches?.(".card[draggable]")) return;
    this.#card = event.target;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", event.target.querySelector("mark").textContent);
    this.#table.classList.add("dragging");
  }

  /** The button that a drop here stands for; null where it stands for none, as in the card's own column. */
  #button(event) {
    const answer = event.target.closest?.("[data-decision]");
    if (answer) return answer;
    const column = event.target.closest?.(".splitting-column");
    if (!column || column.contains(this.#card)) return null;
    return column.querySelector("[data-column]:not(:disabled)");
  }

  #over(event) {
    const button = this.#card && this.#button(event);
    this.#mark(button);
    if (!button) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
  }

  #mark(button) {
    const place = button && (button.dataset.column ? button.closest(".splitting-column") : button);
    if (place === this.#marked) return;
    this.#marked?.classList.remove("drop-here");
    place?.classList.add("drop-here");
    this.#marked = place;
  }

  #drop(event) {
    const button = this.#card && this.#button(event);
    if (!button) return;
    event.preventDefault();
    const { column, decision } = button.dataset;
    if (this.#card.isConnected) this.#table.deal(this.#card, decision ?? "moved", column ? [column] : []);
    this.#end();
  }

  #end() {
    this.#mark(null);
    this.#card = null;
    this.#table.classList.remove("dragging");
  }
}
