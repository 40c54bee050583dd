// The splitting table: which card the keyboard is on, which are picked, and what a key does with them. The cards are the
// server's; what was decided goes at once, and comes back if the server refuses it.
import { send } from "./form.js";
import { SplittingDrag } from "./splitting-drag.js";

const cardOf = (target) => target?.closest?.(".card") ?? null;
const idOf = (card) => card.id;

class SplittingTable extends HTMLElement {
  #current = "";
  #from = "";
  #picked = new Set();
  #several = null;

  connectedCallback() {
    this.mayWrite = this.hasAttribute("data-may-write");
    this.form = this.querySelector("#splitting-decide");
    this.#listen();
    if (this.mayWrite) new SplittingDrag(this);
    this.#restore();
    this.#goTo(this.#waiting[0], { focus: document.activeElement === document.body });
  }

  get #waiting() {
    return [...this.querySelectorAll("#splitting-waiting > .card:not(.leaving)")];
  }

  #lists() {
    return [...this.querySelectorAll(".splitting-column > ol")].filter((list) => list.querySelector(".card:not(.leaving)"));
  }

  #cards(list) {
    return [...list.querySelectorAll(".card:not(.leaving)")];
  }

  get #card() {
    return this.#current ? document.getElementById(this.#current) : null;
  }

  #listen() {
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.addEventListener("focusin", ({ target }) => {
      if (target.matches(".card") && target.id !== this.#current) this.#mark(target);
    });
    document.addEventListener("key-command", ({ detail }) => this.#command(detail.command));
    new MutationObserver(() => this.#restore()).observe(this, { childList: true, subtree: true });
    const left = this.querySelector("#splitting-left");
    new MutationObserver(() => this.#takeAway(left.textContent.trim())).observe(left, { childList: true });
    const dialog = this.querySelector("#new-column");
    dialog?.addEventListener("htmx:after:request", ({ detail }) => detail.ctx.response?.status < 400 && dialog.close());
    dialog?.addEventListener("close", () => {
      dialog.querySelector("form").reset();
      this.#card?.focus();
    });
  }

  #clicked(event) {
    const { target } = event;
    if (target.closest("[data-close]")) return this.querySelector("#new-column").close();
    if (target.closest("[data-new-column]")) return this.querySelector("#new-column").showModal();
    if (target.closest("[data-several]")) return this.#severally();
    const button = target.closest("[data-column]");
    if (button) return this.#several ? this.#addTo(button) : this.#decide("moved", [button.dataset.column]);
    const decision = target.closest("[data-decision]");
    if (decision) return this.#decide(decision.dataset.decision, []);
    const card = cardOf(target);
    if (!card || target.closest("a")) return undefined;
    if (target.matches(".pick")) return this.#pick(card, target.checked);
    if (event.shiftKey) return this.#reach(card);
    if (event.ctrlKey || event.metaKey) this.#pick(card, !this.#picked.has(card.id));
    return this.#goTo(card);
  }

  #pressed(event) {
    const card = cardOf(event.target);
    if (!card || event.target !== card || event.ctrlKey || event.metaKey || event.altKey) return;
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === " ") this.#space(card, event.shiftKey);
    else if (step) this.#step(step, event.shiftKey);
    else if (sideways) this.#aside(sideways);
    else return;
    event.preventDefault();
  }

  #command(command) {
    const steps = { "turn-next": 1, "turn-last": -1, "extend-turn-next": 1, "extend-turn-last": -1 };
    if (steps[command]) return this.#step(steps[command], command.startsWith("extend"));
    if (command === "palette" && this.#several) return this.#severally();
    if (command === "let-go") return this.#letGo();
    return undefined;
  }

  #step(by, reaching) {
    const card = this.#card;
    const list = card?.closest("ol");
    const cards = list ? this.#cards(list) : this.#waiting;
    const next = card ? cards[cards.indexOf(card) + by] : cards[0];
    if (!next) return;
    if (reaching) this.#reach(next);
    this.#goTo(next);
  }

  #aside(by) {
    const lists = this.#lists();
    const at = lists.indexOf(this.#card?.closest("ol"));
    const next = lists[at + by];
    if (at >= 0 && next) this.#goTo(this.#cards(next)[0]);
  }

  /** Picks all from where picking began to here. */
  #reach(card) {
    const cards = this.#cards(card.closest("ol"));
    const from = cards.findIndex((each) => each.id === (this.#from || this.#current));
    const to = cards.indexOf(card);
    for (const each of cards.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1)) this.#pick(each, true, true);
    this.#from ||= cards[from]?.id ?? card.id;
    this.#goTo(card);
  }

  #space(card, reaching) {
    if (reaching) return this.#reach(card);
    return this.#pick(card, !this.#picked.has(card.id));
  }

  #pick(card, picked, reaching = false) {
    if (!this.mayWrite || card.hasAttribute("data-copy")) return;
    if (picked) this.#picked.add(card.id);
    else this.#picked.delete(card.id);
    if (!reaching) this.#from = card.id;
    this.#show();
  }

  #letGo() {
    this.#picked.clear();
    this.#from = "";
    this.#several = null;
    this.#show();
  }

  #mark(card) {
    this.#current = card?.id ?? "";
    this.#show();
  }

  #goTo(card, { focus = true } = {}) {
    this.#mark(card);
    if (!card) return;
    if (focus) card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }

  /** Begins to gather columns for several; a second time it puts the cards into those that were gathered. */
  #severally() {
    if (!this.#several) this.#several = [];
    else if (this.#several.length) return this.#decide(this.#several.length > 1 ? "several" : "moved", this.#several);
    else this.#several = null;
    this.#show();
    return undefined;
  }

  #addTo(button) {
    const { column } = button.dataset;
    this.#several = this.#several.includes(column) ? this.#several.filter((each) => each !== column) : [...this.#several, column];
    this.#show();
  }

  /** Decides a card that was dragged there, with all that are picked if it is among them. */
  deal(card, decision, columns) {
    if (!this.#picked.has(card.id)) this.#letGo();
    this.#mark(card);
    this.#decide(decision, columns);
  }

  #decide(decision, columns) {
    const waiting = this.#waiting;
    const current = this.#card;
    const picked = [...this.#picked].map((id) => document.getElementById(id)).filter(Boolean);
    const cards = picked.length ? picked : current ? [current] : [];
    if (!cards.length) return;
    if (cards.some((card) => card.hasAttribute("data-copy"))) return this.#tell("This is a copy. Choose the quotation in the first of its columns.");
    const last = Math.max(...cards.map((card) => waiting.indexOf(card)));
    for (const card of cards) card.classList.add("leaving");
    send(this.form, { card: cards.map((card) => card.dataset.card), decision, column: columns }, (taken) => {
      if (!taken) this.#bringBack(cards);
    });
    this.#letGo();
    const next = waiting.slice(last + 1).find((card) => !card.classList.contains("leaving"));
    this.#goTo(next ?? this.#waiting.at(-1));
  }

  #bringBack(cards) {
    for (const card of cards) card.classList.remove("leaving");
    this.#goTo(cards.find((card) => card.isConnected));
    document.dispatchEvent(new CustomEvent("look-again"));
  }

  #tell(sentence) {
    document.getElementById("toast").textContent = sentence;
  }

  #takeAway(ids) {
    if (!ids) return;
    const gone = ids.split(" ").map((id) => this.querySelector(`#splitting-waiting > #card-${CSS.escape(id)}`));
    for (const card of gone) card?.remove();
  }

  /** After cards came or went: what was current and picked is so again, as far as it is there. */
  #restore() {
    for (const id of this.#picked) if (!document.getElementById(id)) this.#picked.delete(id);
    const waiting = this.#waiting;
    document.getElementById("cards-shown").value = waiting.length;
    const lost = !this.#card;
    if (lost) this.#current = waiting[0] ? idOf(waiting[0]) : "";
    this.#show();
    if (lost && document.activeElement === document.body) this.#card?.focus({ preventScroll: true });
  }

  #show() {
    for (const card of this.querySelectorAll(".card")) {
      const isCurrent = card.id === this.#current;
      const isPicked = this.#picked.has(card.id);
      card.classList.toggle("current", isCurrent);
      card.classList.toggle("picked", isPicked);
      card.tabIndex = isCurrent ? 0 : -1;
      if (isCurrent) card.setAttribute("aria-current", "true");
      else card.removeAttribute("aria-current");
      const box = card.querySelector(".pick");
      if (box) box.checked = isPicked;
    }
    for (const button of this.querySelectorAll("[data-column]")) {
      if (this.#several) button.setAttribute("aria-pressed", String(this.#several.includes(button.dataset.column)));
      else button.removeAttribute("aria-pressed");
    }
    this.querySelector("[data-several]")?.setAttribute("aria-pressed", String(Boolean(this.#several)));
    this.#line();
  }

  #line() {
    const line = document.getElementById("picked-line");
    if (!line) return;
    const names = (this.#several ?? []).map((code) => this.querySelector(`[data-column="${code}"] [id$=-name]`)?.textContent);
    const picked = this.#picked.size > 1 ? `${this.#picked.size} picked: a key moves all` : this.#picked.size ? "1 picked" : "";
    const several = names.length ? `Several: ${names.join(", ")}. s again puts it there, Esc lets go` : "Several: press their keys, then s again";
    const said = this.#several ? several : picked;
    if (line.textContent !== said) line.textContent = said;
  }
}

customElements.define("splitting-table", SplittingTable);
