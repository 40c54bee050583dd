// Turns keys and gestures into what is posted: fills a form's fields and says when. htmx sends, the server answers.
import { nameFrom } from "./words.js";

/** Says something that needs no answer of the server, in the place of the toast. */
function say(sentence) {
  document.getElementById("toast").textContent = sentence;
}

class CodingForms extends HTMLElement {
  connectedCallback() {
    this.palette = document.querySelector("code-palette");
    document.addEventListener("passage-chosen", ({ detail }) => (this.passage = detail));
    document.addEventListener("key-command", ({ detail }) => this.#command(detail.command));
    document.addEventListener("code-picked", ({ detail }) => this.#picked(detail));
    document.addEventListener("pin-picked", ({ detail }) => this.#send("pinned", "pin-chosen", detail));
    document.addEventListener("ends-moved", ({ detail }) => this.#sendFor("new-ends", "hx-patch", "ends-chosen", detail.coding));
    document.addEventListener("click", (event) => this.#clicked(event.target));
  }

  passage = {};

  #clicked(target) {
    if (target.closest("#code-button")) return this.#command("palette");
    if (target.closest("#in-vivo-button")) return this.#command("in-vivo");
    const { takeOff, recode, choose, memo } = target.closest("[data-take-off], [data-recode], [data-choose], [data-memo]")?.dataset ?? {};
    if (memo) this.#send("memo-wanted", "memo-wanted", { thing: memo });
    if (takeOff) this.#takeOff(takeOff);
    if (recode) this.#recode(recode);
    if (choose) this.#nameOf(choose)?.click();
  }

  #command(command) {
    if (command === "palette") return this.#withPassage(() => this.#ask());
    if (command === "again") return this.#withPassage(() => this.#apply(this.palette.last, "You have not used a code yet."));
    if (command === "in-vivo") return this.#withPassage(() => this.#picked({ name: nameFrom(this.passage.quote), parent: "" }));
    if (command === "take-off") return this.#withCoding((coding) => this.#takeOff(coding));
    if (command === "recode") return this.#withCoding((coding) => this.#recode(coding));
    if (command === "memo") return this.#withCoding((coding) => this.#send("memo-wanted", "memo-wanted", { thing: coding }), ".bracket-name");
    const [, key] = /^pinned-([1-9])$/.exec(command) ?? [];
    if (key) this.#withPassage(() => this.#apply(this.palette.codeOnKey(key), `No code is on key ${key}. In the palette, Alt+${key} puts one there.`));
  }

  #withPassage(then) {
    if (this.passage.start === undefined) say("Nothing is chosen to be coded: drag over words, or press l or j.");
    else then();
  }

  #withCoding(then, names = ".bracket-name:not(.other)") {
    const coding = this.#meant(names);
    if (coding) then(coding);
    else say(`No coding ${names === ".bracket-name" ? "" : "of yours "}is chosen: press n, or click its name beside the text.`);
  }

  /** The coding that is chosen, else the shortest of those on the passage that are meant: one's own, or all. */
  #meant(meant) {
    const { coding, start, end } = this.passage;
    if (coding) return coding;
    const names = [...document.querySelectorAll(meant)].map((name) => ({
      coding: name.closest("[data-coding]").dataset.coding,
      from: Number(name.dataset.from),
      to: Number(name.dataset.to),
    }));
    const here = names.filter(({ from, to }) => from < (end ?? -1) && (start ?? 0) < to);
    return here.sort((a, b) => a.to - a.from - (b.to - b.from))[0]?.coding;
  }

  #nameOf(coding) {
    return document.getElementById(`coding-${coding}`);
  }

  #ask() {
    document.dispatchEvent(new CustomEvent("palette-wanted", { detail: {} }));
  }

  #apply(code, without) {
    if (code) this.#picked({ code });
    else say(without);
  }

  #recode(coding) {
    this.#nameOf(coding)?.click();
    const label = `Another code for ${this.#nameOf(coding)?.querySelector(".label").textContent ?? "this coding"}`;
    document.dispatchEvent(new CustomEvent("palette-wanted", { detail: { coding, label } }));
  }

  #takeOff(coding) {
    this.#sendFor("taken-off", "hx-delete", "take-off", coding);
  }

  #picked({ code = "", name = "", parent = "", coding = "" }) {
    const fields = { code, name, parent };
    if (coding) this.#sendFor("other-code", "hx-patch", "code-chosen", coding, fields);
    else this.#send("new-coding", "code-chosen", fields);
  }

  #sendFor(id, attribute, event, coding, fields = {}) {
    document.getElementById(id).setAttribute(attribute, `${this.dataset.codings}/${coding}`);
    this.#send(id, event, fields);
  }

  #send(id, event, fields) {
    const form = document.getElementById(id);
    for (const [name, value] of Object.entries(fields)) form.elements.namedItem(name).value = value;
    form.dispatchEvent(new CustomEvent(event));
  }
}

customElements.define("coding-forms", CodingForms);
