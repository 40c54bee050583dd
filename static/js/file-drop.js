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
      dropped(event.dataTransfer).then((files) => this.#bring(files));
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

/** The files that were dropped, also those in folders, in the order of their names. Hidden ones are left. */
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  const found = await Promise.all(entries.map(filesIn));
  return found.flat();
}

async function filesIn(entry) {
  if (entry.name.startsWith(".")) return [];
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const entries = await listed(entry.createReader());
  entries.sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
  return (await Promise.all(entries.map(filesIn))).flat();
}

/** A reader of a folder gives a hundred at a time, until it gives none. */
async function listed(reader) {
  const all = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

customElements.define("file-drop", FileDrop);
