// What was found by structure: each passage can be left out, a stretch by Shift, or all.

class StructureList extends HTMLElement {
  connectedCallback() {
    this.here = this.querySelector("[data-here]");
    this.addEventListener("click", ({ target, shiftKey }) => {
      if (target.matches("[name=pick]")) this.#ticked(target, shiftKey);
    });
    this.addEventListener("change", ({ target }) => {
      if (target === this.here) for (const box of this.#boxes) box.checked = this.here.checked;
      this.#show();
    });
    this.#show();
  }

  #last = null;

  get #boxes() {
    return [...this.querySelectorAll("[name=pick]")];
  }

  #ticked(box, shift) {
    const boxes = this.#boxes;
    const [from, to] = [boxes.indexOf(this.#last), boxes.indexOf(box)];
    if (shift && from >= 0) for (const one of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) one.checked = box.checked;
    this.#last = box;
  }

  #show() {
    const boxes = this.#boxes;
    const ticked = boxes.filter((box) => box.checked).length;
    this.here.checked = ticked > 0 && ticked === boxes.length;
    this.here.indeterminate = ticked > 0 && ticked < boxes.length;
  }
}

customElements.define("structure-list", StructureList);
