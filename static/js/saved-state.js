// Says whether what was done is saved, and when the server is away. Every page has it; forms need not know.
const PATIENCE = 150;

// How far one reads is kept in silence: nobody waits for it.
const isSilent = (ctx) => ctx.sourceElement?.localName === "reading-progress";
// Where nothing can be taken back or done again, nothing was to be saved; the sentence says so.
const isStep = (ctx) => /\/(un|re)do$/.test(ctx.request.action);
const isWrite = (ctx) => ctx?.request && ctx.request.method !== "GET" && !isSilent(ctx);

class SavedState extends HTMLElement {
  connectedCallback() {
    document.addEventListener("htmx:before:request", ({ detail }) => this.#began(detail.ctx));
    document.addEventListener("htmx:finally:request", ({ detail }) => this.#ended(detail.ctx));
    document.addEventListener("htmx:after:request", () => this.#away(false));
    document.addEventListener("htmx:error", ({ detail }) => this.#failed(detail.ctx));
  }

  #pending = 0;
  #unanswered = new WeakSet();
  #timer;

  #began(ctx) {
    if (!isWrite(ctx)) return;
    this.#pending += 1;
    this.#timer ??= setTimeout(() => this.#say("Saving…"), PATIENCE);
  }

  #ended(ctx) {
    if (!isWrite(ctx)) return;
    this.#pending -= 1;
    if (this.#pending > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const asked = ctx.response || this.#unanswered.has(ctx);
    // A question that was declined has sent nothing: all is as it was.
    const { status } = ctx.response ?? {};
    const saved = status < 400 || (status < 500 && isStep(ctx));
    if (asked) this.#say(saved ? "All saved" : "Not saved");
  }

  #say(words) {
    this.textContent = words;
  }

  #failed(ctx) {
    if (!ctx?.request || ctx.response) return;
    this.#away(true);
    if (!isWrite(ctx)) return;
    this.#unanswered.add(ctx);
    document.getElementById("refused").textContent = "The server did not answer. This was not saved.";
  }

  #away(away) {
    document.getElementById("offline").hidden = !away;
  }
}

customElements.define("saved-state", SavedState);
