// The brackets beside the text: placed near the view, lit under pointer and focus, chosen by their names.
import { measure } from "./bracket-measure.js";
import { ROW, placeNames } from "./bracket-names.js";
import { sayEnds } from "./said-ends.js";

const CHARACTERS_A_LINE = 62;

const MARKED = ".bracket-name:has(.look-sign)";
const STEPS = {
  "coding-next": ".bracket-name",
  "coding-last": ".bracket-name",
  "marked-next": MARKED,
  "marked-last": MARKED,
};

class CodingBrackets extends HTMLElement {
  connectedCallback() {
    this.body = this.closest(".pane-body");
    this.near = new IntersectionObserver((seen) => this.#seen(seen), { root: this.body, rootMargin: "100% 0px" });
    this.#watch();
    this.#listen();
  }

  #measured = new Map();
  #nearby = new Set();
  #lit = [];
  #caret;
  #opened;
  #width = 0;

  #watch() {
    this.#measured.clear();
    this.#nearby.clear();
    this.near.disconnect();
    for (const turn of this.querySelectorAll(".turn")) {
      const lines = Math.ceil((Number(turn.dataset.end) - Number(turn.dataset.words)) / CHARACTERS_A_LINE);
      turn.querySelector(".words").style.setProperty("--lines", Math.max(lines, 1));
      this.near.observe(turn);
    }
    this.#measure(this.#inView());
  }

  /** The turns on the screen now, for the first painting; the observer brings the others. */
  #inView() {
    const { top, bottom } = this.body.getBoundingClientRect();
    const turns = [...this.querySelectorAll(".turn")];
    const first = turns.findIndex((turn) => turn.getBoundingClientRect().bottom > top);
    const last = turns.findIndex((turn, index) => index >= first && turn.getBoundingClientRect().top > bottom);
    return first < 0 ? [] : turns.slice(first, last < 0 ? undefined : last);
  }

  #listen() {
    new ResizeObserver(() => this.#resized()).observe(this);
    this.addEventListener("htmx:before:settle", (event) => this.#swapped(event.target));
    for (const place of [this, document.getElementById("passage")]) {
      place.addEventListener("pointerover", (event) => this.#pointed(event.target));
      place.addEventListener("pointerleave", () => this.#pointed(this.#caret));
      place.addEventListener("focusin", (event) => this.#pointed(event.target));
      place.addEventListener("focusout", () => this.#pointed(this.#caret));
    }
    this.addEventListener("click", (event) => this.#clicked(event));
    document.addEventListener("passage-chosen", ({ detail }) => this.#chosen(detail));
    document.addEventListener("key-command", ({ detail }) => this.#command(detail.command));
    document.addEventListener("said-ends", () => this.#sayEnds());
    this.#sayEnds();
  }

  #sayEnds() {
    if (document.documentElement.classList.contains("says-ends")) sayEnds(this);
  }

  #seen(entries) {
    const fresh = [];
    for (const { target, isIntersecting } of entries) {
      this.#nearby[isIntersecting ? "add" : "delete"](target);
      if (isIntersecting && !this.#measured.has(target)) fresh.push(target);
    }
    this.#measure(fresh);
  }

  #resized() {
    const width = this.clientWidth;
    if (width === this.#width) return;
    this.#width = width;
    this.#measured.clear();
    this.#measure([...this.#nearby]);
  }

  #swapped(target) {
    if (target.id === "turns") return this.#watch();
    if (!target.classList.contains("turn")) return;
    for (const turn of this.#measured.keys()) if (!turn.isConnected) this.#measured.delete(turn);
    for (const turn of this.#nearby) if (!turn.isConnected) this.#nearby.delete(turn);
    // It is in view or has been: without this its height would be a guess for one frame, and the text would jump.
    target.querySelector(".words").style.setProperty("content-visibility", "visible");
    this.near.observe(target);
    this.#nearby.add(target);
    this.#measure([target]);
    this.#sayEnds();
  }

  /** All reads before all writes. */
  #measure(turns) {
    if (!turns.length) return;
    const fresh = turns.map(measure);
    for (const measured of fresh) this.#measured.set(measured.turn, measured);
    for (const { brackets } of fresh) for (const bracket of brackets) placeBracket(bracket);
    for (const { turn } of fresh) this.#placeNames(turn);
  }

  /** The names of a turn, and of the next where those of this one now reach into it differently. */
  #placeNames(turn) {
    const measured = this.#measured.get(turn);
    if (!measured) return;
    const above = this.#measured.get(turn.previousElementSibling);
    const { bundles, reach } = placeNames(measured.names, above?.over ?? 0);
    const over = Math.max(reach - measured.height, 0);
    const changed = over !== (measured.over ?? 0);
    measured.over = over;
    drawNames(measured, bundles);
    if (changed && turn.nextElementSibling) this.#placeNames(turn.nextElementSibling);
  }

  #pointed(target) {
    const named = target?.closest("[data-coding]");
    if (named) return this.#light([named.dataset.coding], [named.dataset.coding]);
    const run = target?.closest(".run");
    const codings = run?.dataset.codings?.split(" ") ?? [];
    this.#light(codings, codings.length ? [this.#shortest(codings)] : []);
  }

  #shortest(codings) {
    const length = (coding) => {
      const { from, to } = this.#nameOf(coding)?.dataset ?? {};
      return from ? Number(to) - Number(from) : Infinity;
    };
    return codings.reduce((best, coding) => (length(coding) < length(best) ? coding : best));
  }

  #nameOf(coding) {
    return document.getElementById(`coding-${coding}`);
  }

  /** Lights names and brackets of the codings, and the text of some of them. */
  #light(codings, texts = []) {
    const wanted = `${codings}|${texts}`;
    if (this.#lit.wanted === wanted) return;
    for (const element of this.#lit) {
      element.classList.remove("lit");
      if (element.matches(".run")) delete element.dataset.colour;
    }
    this.#lit = codings.flatMap((coding) => [...document.querySelectorAll(`[data-coding="${coding}"]`)]);
    for (const coding of texts) {
      const colour = this.#nameOf(coding)?.closest("[data-colour]").dataset.colour;
      for (const run of this.querySelectorAll(`.run[data-codings~="${coding}"]`)) {
        if (colour) run.dataset.colour = colour;
        this.#lit.push(run);
      }
    }
    for (const element of this.#lit) element.classList.add("lit");
    this.#lit.wanted = wanted;
  }

  #clicked(event) {
    const bundle = event.target.closest(".more-codings");
    if (bundle) return this.#open(bundle);
    const name = event.target.closest(".bracket-name, .bracket");
    if (name) this.#choose(this.#nameOf(name.closest("[data-coding]").dataset.coding));
    if (!event.target.closest(".names")) this.#open(undefined);
  }

  #choose(name, show = false) {
    if (!name) return;
    const { from, to } = name.dataset;
    const detail = { start: Number(from), end: Number(to), coding: name.closest("[data-coding]").dataset.coding, show };
    this.dispatchEvent(new CustomEvent("coding-chosen", { bubbles: true, detail }));
  }

  #open(button) {
    const close = this.#opened;
    this.#opened = button === close ? undefined : button;
    for (const [each, on] of [[close, false], [this.#opened, true]]) {
      each?.setAttribute("aria-expanded", String(on));
      each?.closest(".names")?.classList.toggle("opened", on);
      for (const { element } of each?.bundled ?? []) element.classList.toggle("unbundled", on);
    }
  }

  #chosen({ coding, place, start }) {
    for (const old of document.querySelectorAll("[data-coding].chosen")) old.classList.remove("chosen");
    if (coding) for (const part of document.querySelectorAll(`[data-coding="${coding}"]`)) part.classList.add("chosen");
    const runs = start === undefined && place !== undefined ? this.querySelectorAll(".turn.current .run") : [];
    this.#caret = [...runs].findLast((run) => Number(run.dataset.start) <= place);
    this.#pointed(this.#caret);
  }

  #command(command) {
    if (command === "let-go") this.#open(undefined);
    if (!(command in STEPS)) return;
    const names = [...this.querySelectorAll(STEPS[command])];
    const at = names.findIndex((name) => name.closest(".chosen"));
    const selection = this.closest("passage-selection");
    const place = selection.passage?.start ?? selection.place ?? 0;
    const here = (name) => Number(name.dataset.from);
    const next = at >= 0 ? names[at + 1] : names.find((name) => here(name) >= place);
    const last = at >= 0 ? names[at - 1] : names.findLast((name) => here(name) < place);
    // Of those to look at in a round none is missed: after the last comes the first.
    const round = command.startsWith("marked");
    if (command.endsWith("next")) this.#choose(next ?? (round ? names[0] : undefined), true);
    else this.#choose(last ?? (round ? names.at(-1) : undefined), true);
  }
}

function placeBracket({ element, from, to }) {
  if (from !== undefined) element.style.setProperty("--from", `${from}px`);
  if (to !== undefined) element.style.setProperty("--to", `${to}px`);
}

function drawNames({ turn, names }, bundles) {
  for (const old of turn.querySelectorAll(".bundle")) old.remove();
  for (const { element, at, top } of names) {
    element.classList.toggle("bundled", at === undefined);
    element.style.setProperty("--name-at", `${at ?? top}px`);
  }
  for (const bundle of bundles) {
    for (const [index, { element }] of bundle.names.entries()) {
      element.style.setProperty("--name-at", `${bundle.at + (index + 1) * ROW}px`);
    }
    bundle.names[0].element.before(bundleItem(bundle));
  }
}

function bundleItem({ at, names }) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  item.className = "bundle";
  button.className = "more-codings";
  button.type = "button";
  button.bundled = names;
  button.textContent = `+${names.length}`;
  button.setAttribute("aria-label", `${names.length} more codings here`);
  button.setAttribute("aria-expanded", "false");
  item.style.setProperty("--name-at", `${at}px`);
  item.append(button);
  return item;
}

customElements.define("coding-brackets", CodingBrackets);
