// Finding among many boxes to tick: while something is typed, the boxes whose words have it stay, and those that are ticked.
import { matches, wordsOf } from "./match.js";

class TickFinder extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=search]");
    this.field.addEventListener("input", () => this.#find());
    this.field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    this.#find();
  }

  #find() {
    const words = wordsOf(this.field.value);
    const labels = [...this.querySelectorAll(".set-ticks label")];
    for (const label of labels) label.hidden = !label.querySelector("input").checked && !matches(label.textContent, words);
    this.querySelector(".no-hits").hidden = labels.some((label) => !label.hidden);
  }
}

customElements.define("tick-finder", TickFinder);
