// A code dragged from the tree onto the text codes the passage that is chosen there, as Enter or a double click on it does.
export const CODE = "application/x-quotetree-code";

class CodeDrop extends HTMLElement {
  connectedCallback() {
    this.text = document.getElementById("turns")?.closest(".pane-body");
    document.addEventListener("passage-chosen", ({ detail }) => (this.chosen = detail.start !== undefined));
    this.text?.addEventListener("dragover", (event) => this.#over(event));
    this.text?.addEventListener("drop", (event) => this.#drop(event));
  }

  chosen = false;

  #over(event) {
    if (!this.chosen || !event.dataTransfer.types.includes(CODE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  }

  #drop(event) {
    const code = event.dataTransfer.getData(CODE);
    if (!this.chosen || !code) return;
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("code-picked", { detail: { code } }));
  }
}

customElements.define("code-drop", CodeDrop);
