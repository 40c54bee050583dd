// The counts in the cells of the tree. They come as data after each change; a cell is written only if it differs.

export class TreeCounts {
  #counts = {};

  /** Keeps what the cells show, so that a tree drawn without counts shows the last ones until new ones come. */
  constructor(list) {
    for (const cell of list.querySelectorAll(".counts .all")) {
      const code = cell.id.slice("all-".length);
      this.#counts[code] = [document.getElementById(`own-${code}`).textContent, cell.textContent];
    }
  }

  /** Takes new counts: a script element with JSON, by code its own and with sub-codes. */
  take(data) {
    this.#counts = JSON.parse(data.textContent);
    this.write();
  }

  write() {
    for (const [code, [own, all]] of Object.entries(this.#counts)) {
      set(`own-${code}`, own);
      set(`all-${code}`, all);
    }
  }
}

function set(id, text) {
  const cell = document.getElementById(id);
  if (!cell || cell.textContent === text || cell.hasAttribute("data-never")) return;
  cell.textContent = text;
}
