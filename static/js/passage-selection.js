// The passage that is chosen, kept in code points: made by mouse or keys, drawn, told to the rest of the page, and set
// again when the text below it has been swapped.
import { SelectionDrawing, bringIntoView, sizeInWords } from "./selection-drawing.js";
import { dragHandle, passageOf } from "./selection-pointer.js";
import { Steps } from "./selection-steps.js";
import { Sentences } from "./sentences.js";
import { Transcript } from "./transcript.js";
import { Units } from "./units.js";

const REST = 300;

class PassageSelection extends HTMLElement {
  connectedCallback() {
    this.body = this.closest(".pane-body");
    this.transcript = new Transcript(this.querySelector(".turns"));
    this.sentences = new Sentences();
    this.units = new Units(this.transcript, (turn) => this.sentences.of(turn));
    this.steps = new Steps(this.units);
    this.drawing = new SelectionDrawing(this);
    this.#listen();
    this.#whenListenedTo(() => requestAnimationFrame(() => this.#fromAddress()));
    addEventListener("hashchange", () => this.#fromAddress());
  }

  // What is chosen: `passage` or undefined, the place where one reads, and the coding that was chosen by its name.
  passage;
  anchor;
  place;
  coding = "";
  #moving;
  #rest;
  #frame;

  /** Chooses a passage and tells everybody; undefined lets go but keeps the place. */
  choose(passage, { coding = "", anchor, show = false, side = "start" } = {}) {
    this.passage = passage;
    this.anchor = anchor ?? passage;
    this.coding = passage ? coding : "";
    this.place = passage ? passage[side === "end" ? "end" : "start"] : this.place;
    this.#draw();
    if (passage && show) bringIntoView(this.body, this.transcript.rangesOf(passage), side);
    if (passage && show) this.#draw();
    this.#tell();
  }

  /** Where the passage ends on the screen, so that what opens for it opens below. */
  get bottom() {
    const ranges = this.passage ? this.transcript.rangesOf(this.passage) : [];
    const rects = ranges.at(-1)?.getClientRects() ?? [];
    return rects[rects.length - 1]?.bottom ?? 0;
  }

  /** Marks where one reads, without a passage. */
  read(offset) {
    this.place = offset;
    this.choose(undefined);
  }

  #listen() {
    this.addEventListener("pointerdown", (event) => this.#press(event));
    this.addEventListener("coding-chosen", ({ detail }) => this.choose(detail, { coding: detail.coding, show: detail.show }));
    this.addEventListener("htmx:before:settle", (event) => this.#swapped(event.target));
    document.addEventListener("key-command", (event) => this.#command(event));
    new ResizeObserver(() => this.#draw()).observe(this);
    // Turns above that come into view get their true height, and what stands below moves.
    this.addEventListener("contentvisibilityautostatechange", () => this.#drawSoon(), { capture: true });
    for (const side of ["start", "end"]) this.#listenTo(this.drawing.handles[side], side);
  }

  #press(event) {
    if (event.button !== 0 || !event.target.closest(".words, .speaker, .turn")) return;
    if (event.target.closest("button, a")) return;
    this.sentences.ask();
    // Else a press within what is selected would drag those words, and choose nothing new.
    if (event.pointerType === "mouse" && !event.shiftKey) getSelection().removeAllRanges();
    this.toggleAttribute("data-selecting", true);
    addEventListener("pointerup", (up) => setTimeout(() => this.#released(up)), { once: true });
    addEventListener("pointercancel", () => this.removeAttribute("data-selecting"), { once: true });
  }

  #released(event) {
    this.removeAttribute("data-selecting");
    const selection = getSelection();
    const passage = passageOf(this.transcript, selection, event, this.body.getBoundingClientRect());
    if (passage) {
      this.choose(passage);
      this.#followed(passage);
    } else if (selection.focusNode && this.contains(selection.focusNode)) {
      this.read(this.transcript.offsetOf(selection.focusNode, selection.focusOffset, "start"));
    }
  }

  /** The browser's own selection follows, so that what is copied is what is seen. */
  #followed(passage) {
    const range = this.transcript.rangeOf(passage);
    getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  }

  #command(event) {
    const { command } = event.detail;
    this.sentences.ask();
    if (command === "let-go") return this.#letGo();
    if (command === "take-start" || command === "take-end") return this.#take(command === "take-end" ? "end" : "start");
    if (Steps.needsSentences(command) && !this.sentences.ready) return this.sentences.when(() => this.#command(event));
    this.place ??= this.#firstInView();
    const next = this.steps.after(command, this);
    if (!next) return;
    this.choose(next.passage, { anchor: next.anchor, show: true, side: this.#movedSide(next) });
    this.body.focus({ preventScroll: true });
  }

  #movedSide({ passage, anchor }) {
    return passage.end > anchor.end ? "end" : "start";
  }

  /** Lets go of the passage, then of the place. */
  #letGo() {
    if (!this.passage) this.place = undefined;
    getSelection().removeAllRanges();
    this.choose(undefined);
  }

  #take(side) {
    if (this.passage) this.drawing.handles[side].focus({ preventScroll: true });
  }

  #firstInView() {
    const top = this.body.getBoundingClientRect().top;
    const turn = this.transcript.turns.find(({ element }) => element.getBoundingClientRect().bottom > top + 8);
    return turn?.words ?? 0;
  }

  #listenTo(handle, side) {
    handle.addEventListener("keydown", (event) => this.#nudge(event, side));
    dragHandle(handle, side, () => this.transcript, {
      moved: (offset, exact) => {
        this.toggleAttribute("data-selecting", true);
        this.#move(this.steps.withEnd(this.passage, side, offset, { snap: !exact }));
      },
      done: () => this.#keep(),
      left: () => this.#leave(),
    });
  }

  #nudge(event, side) {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) this.#move(this.steps.nudged(this.passage, side, step, event.shiftKey ? "character" : "word"), side);
    else if (event.key === "Escape") this.#leave();
    else if (event.key === "Enter" && this.#moving) this.#keep();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** An end has been moved: of the coding that was chosen, if it is one's own, else of the selection alone. */
  #move(passage, side) {
    this.#moving ??= { from: this.passage, coding: this.#isOwn(this.coding) ? this.coding : "" };
    const { coding } = this.#moving;
    this.choose(passage, { coding, show: side !== undefined, side });
  }

  #isOwn(coding) {
    return Boolean(coding) && document.getElementById(`coding-${coding}`)?.matches(":not(.other)") === true;
  }

  #keep() {
    this.removeAttribute("data-selecting");
    const moving = this.#moving;
    this.#moving = undefined;
    const same = moving?.from.start === this.passage?.start && moving?.from.end === this.passage?.end;
    if (!moving?.coding || same) return;
    this.dispatchEvent(new CustomEvent("ends-moved", { bubbles: true, detail: { coding: moving.coding } }));
  }

  #leave() {
    this.removeAttribute("data-selecting");
    const moving = this.#moving;
    this.#moving = undefined;
    if (moving) this.choose(moving.from, { coding: moving.coding });
    this.body.focus({ preventScroll: true });
  }

  #swapped(target) {
    if (target.id === "turns") {
      this.transcript = new Transcript(target);
      this.units.transcript = this.transcript;
    } else if (target.classList.contains("turn")) {
      this.transcript.reread(target);
    } else return;
    this.#draw();
  }

  #draw() {
    const { passage, transcript } = this;
    if (passage) this.drawing.show(transcript.rangesOf(passage), this.units.size(passage), transcript.runsWithin(passage));
    else this.drawing.show([]);
    const current = this.place === undefined ? undefined : this.transcript.turnAt(this.place)?.element;
    for (const turn of this.querySelectorAll(".turn.current")) if (turn !== current) turn.classList.remove("current");
    current?.classList.add("current");
    this.#sayPlace(current);
  }

  #sayPlace(turn) {
    const numbers = this.querySelectorAll(".turn .speaker a");
    const number = turn?.querySelector(".speaker a")?.textContent;
    const of = numbers[numbers.length - 1]?.textContent;
    document.getElementById("place").textContent = number ? `turn ${number} of ${of}` : "";
  }

  #drawSoon() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      if (this.passage) this.#draw();
    });
  }

  #tell() {
    const { passage, coding, transcript } = this;
    const quote = passage ? transcript.quote(passage) : "";
    const detail = { ...passage, coding, quote, place: this.place };
    this.dispatchEvent(new CustomEvent("passage-chosen", { bubbles: true, detail }));
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#say(quote), REST);
  }

  #say(quote) {
    const size = this.passage && sizeInWords(this.units.size(this.passage)).replace("sent.", "sentences");
    document.getElementById("spoken").textContent = this.passage ? `${size}: ${quote}` : "";
  }

  /** Once the page is loaded: in a long text a passage would else be chosen before the pane about it listens. */
  #whenListenedTo(then) {
    if (document.readyState === "complete") then();
    else addEventListener("load", then, { once: true });
  }

  /** A passage named in the address, such as #passage-120-164, or a turn. */
  #fromAddress() {
    const [, start, end, coding] = /^#passage-(\d+)-(\d+)(?:-(.+))?$/.exec(location.hash) ?? [];
    if (!end) return;
    this.choose({ start: Number(start), end: Number(end) }, { coding, show: true });
    this.classList.add("just-shown");
    setTimeout(() => this.classList.remove("just-shown"), 2000);
  }
}

customElements.define("passage-selection", PassageSelection);
