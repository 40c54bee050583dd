// Files dropped or chosen: each is sent on its own, one after the other.
import { answered } from "./one-by-one.js";

class FileDrop extends HTMLElement {
  connectedCallback() {
    this.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.classList.add("over");
    });
    this.addEventListener("dragleave", () => this.classList.remove("over"));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.classList.remove("over");
      this.#bring([...event.dataTransfer.files]);
    });
    this.querySelector("input[type=file]").addEventListener("change", (event) => {
      this.#bring([...event.target.files]);
      event.target.value = "";
    });
  }

  async #bring(files) {
    if (files.length === 0) return;
    const form = document.getElementById("bring-file");
    const input = form.querySelector("input[type=file]");
    const steps = files.map((file) => () => {
      const one = new DataTransfer();
      one.items.add(file);
      input.files = one.files;
      const answer = answered(form);
      form.requestSubmit();
      return answer;
    });
    await document.getElementById("bringing").run(steps);
    document.body.dispatchEvent(new CustomEvent("files-brought"));
  }
}

customElements.define("file-drop", FileDrop);
