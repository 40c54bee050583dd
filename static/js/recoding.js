// Quotations chosen in a list by boxes: one, a stretch (Shift with a click or the space bar), all on the page, or all of
// the list. Where several codings make one, its box ticks them all, and each has one of its own below. Choosing tells
// itself by a "change", on which htmx asks what would be done.

const HEADS = ".quotation-tick input";

let redrawn = false;

/** The boxes of the codings that a quotation's box stands for: itself, or those below it. */
function boxesOf(head) {
  return head.name ? [head] : [...head.closest(".quotation").querySelectorAll("input[name=coding]")];
}

function chosen(quotations, codings) {
  return quotations === codings ? `${codings} chosen` : `${quotations} chosen, ${codings} ${codings === 1 ? "coding" : "codings"}`;
}

class RecodingList extends HTMLElement {
  connectedCallback() {
    this.here = this.querySelector("[data-here]");
    if (!this.here) return;
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("change", (event) => this.#changed(event));
    this.#show();
    if (redrawn) this.here.focus();
    redrawn = false;
    // The list is drawn anew once it was re-coded: then the keyboard goes on from its head.
    this.addEventListener("htmx:before:request", ({ detail }) => {
      if (detail?.ctx?.request?.method === "POST") redrawn = true;
    });
    this.addEventListener("htmx:after:swap", () => this.#show());
    this.addEventListener("htmx:finally:request", ({ detail }) => {
      if ((detail?.ctx?.response?.status ?? 500) >= 400) redrawn = false;
    });
  }

  #last = null;

  get #boxes() {
    return [...this.querySelectorAll(".quotation input[name=coding]")];
  }

  get #heads() {
    return [...this.querySelectorAll(HEADS)];
  }

  #field(name) {
    return this.querySelector(`.recode-choice[name=${name}]`);
  }

  get #every() {
    return this.#field("every").value === "true";
  }

  #clicked({ target, shiftKey }) {
    if (target.matches(HEADS)) this.#ticked(target, shiftKey);
    const how = target.closest("[data-how]");
    if (how) this.#choose(how.dataset.how);
    const every = target.closest("[data-every]");
    if (every) this.#take(!this.#every);
  }

  /** With Shift all boxes from the one before to this one become as this one. */
  #ticked(box, shift) {
    const heads = this.#heads;
    const from = heads.indexOf(this.#last);
    const to = heads.indexOf(box);
    const stretch = shift && from >= 0 ? heads.slice(Math.min(from, to), Math.max(from, to) + 1) : [box];
    for (const head of stretch) for (const one of boxesOf(head)) one.checked = box.checked;
    this.#last = box;
  }

  #take(every) {
    this.#field("every").value = String(every);
    for (const box of this.#boxes) box.checked = every;
    this.#tell();
  }

  #choose(how) {
    this.#field("how").value = how;
    for (const button of this.querySelectorAll("[data-how]")) button.setAttribute("aria-pressed", String(button.dataset.how === how));
    this.#show();
    if (how !== "off") this.querySelector("[data-target] [role=combobox]").focus();
    this.#tell();
  }

  #tell() {
    this.#field("every").dispatchEvent(new Event("change", { bubbles: true }));
  }

  #changed({ target }) {
    if (target === this.here) for (const box of this.#boxes) box.checked = this.here.checked;
    if (target === this.here || target.matches(`input[name=coding], ${HEADS}`)) this.#field("every").value = "false";
    this.#show();
  }

  /** Shows at each comment whether all, some or none of its codings are ticked. Answers at how many some are. */
  #drawHeads() {
    let chosen = 0;
    for (const head of this.#heads) {
      const own = boxesOf(head);
      const ticked = own.filter((box) => box.checked).length;
      head.checked = ticked === own.length;
      head.indeterminate = ticked > 0 && ticked < own.length;
      if (ticked) chosen += 1;
    }
    return chosen;
  }

  #show() {
    const boxes = this.#boxes;
    const every = this.#every;
    const ticked = boxes.filter((box) => box.checked).length;
    const quotations = this.#drawHeads();
    const how = this.#field("how").value;
    this.here.checked = ticked > 0 && ticked === boxes.length;
    this.here.indeterminate = ticked > 0 && ticked < boxes.length;
    this.querySelector("[data-every]")?.setAttribute("aria-pressed", String(every));
    this.querySelector("[data-tools]").hidden = !ticked;
    this.querySelector("[data-target]").hidden = !ticked || !how || how === "off";
    this.querySelector("[data-proposal]").hidden = !ticked || !how;
    const said = every ? "The whole list is chosen." : ticked ? chosen(quotations, ticked) : "Tick quotations to re-code them.";
    const status = this.querySelector("[data-said]");
    if (status.textContent !== said) status.textContent = said;
  }
}

customElements.define("recoding-list", RecodingList);
