// The fields that are posted with a passage, and the buttons that need one.
const BUTTONS = ["code-button", "in-vivo-button"];

class PassageFields extends HTMLElement {
  connectedCallback() {
    document.addEventListener("passage-chosen", ({ detail }) => this.#fill(detail));
  }

  #fill({ start, end, place, quote, coding }) {
    for (const [name, value] of Object.entries({ start, end, place, quote, coding })) {
      this.querySelector(`[name=${name}]`).value = value ?? "";
    }
    for (const id of BUTTONS) document.getElementById(id)?.setAttribute("aria-disabled", String(start === undefined));
  }
}

customElements.define("passage-fields", PassageFields);
