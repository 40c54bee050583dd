// The dialog of one turn: asked for by its button or a key. It is open as long as the server's answer fills it.

class TurnDialog extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.address = this.form.getAttribute("hx-get");
    this.dialog = this.querySelector("dialog");
    this.body = this.querySelector("#turn-dialog-body");
    this.refused = this.querySelector("#turn-dialog-refused");
    document.addEventListener("passage-chosen", ({ detail }) => (this.passage = detail));
    document.addEventListener("click", ({ target }) => {
      const turn = target.closest("[data-turn-more]")?.dataset.turnMore;
      if (turn) this.#ask(turn);
    });
    document.addEventListener("key-command", ({ detail }) => detail.command === "turn" && this.#askHere());
    new MutationObserver(() => this.#follow()).observe(this.body, { childList: true });
    document.addEventListener("turn-done", () => this.dialog.open && this.dialog.close());
    this.dialog.addEventListener("close", () => this.body.replaceChildren());
    this.dialog.addEventListener("click", ({ target }) => target.closest("[data-close]") && this.dialog.close());
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation());
    this.dialog.addEventListener("change", ({ target }) => target.matches("[data-speaker]") && this.#speaker(target));
    this.#sayRefusals();
    this.#sayTextChanges();
  }

  passage = {};

  get #place() {
    return document.getElementById("passage-start").value || document.getElementById("passage-place").value;
  }

  #askHere() {
    const place = Number(this.#place || 0);
    const turns = [...document.querySelectorAll("#turns > .turn")];
    const turn = turns.findLast((each) => Number(each.dataset.start) <= place) ?? turns[0];
    if (turn) this.#ask(turn.querySelector("[data-turn-more]").dataset.turnMore);
  }

  #ask(turn) {
    this.form.elements.place.value = this.#place;
    this.form.elements.to.value = document.getElementById("passage-end").value;
    this.form.setAttribute("hx-get", this.address + turn);
    this.form.dispatchEvent(new CustomEvent("turn-asked"));
  }

  #follow() {
    this.refused.hidden = true;
    if (!this.body.childElementCount) return this.dialog.open && this.dialog.close();
    if (!this.dialog.open) this.dialog.showModal();
    this.body.querySelector("[autofocus]")?.focus();
  }

  /** A new label wants its name and role. */
  #speaker(select) {
    for (const field of select.closest("form").querySelectorAll("[data-new-label]")) field.hidden = select.value !== "";
  }

  #sayRefusals() {
    const toast = document.getElementById("refused");
    new MutationObserver(() => {
      if (!this.dialog.open || !toast.textContent.trim()) return;
      this.refused.textContent = toast.textContent.trim();
      this.refused.hidden = false;
    }).observe(toast, { childList: true, characterData: true, subtree: true });
  }

  /** Who keeps offsets of the text is told that they are others now. */
  #sayTextChanges() {
    const holder = document.getElementById("chosen-passage");
    new MutationObserver(() => document.dispatchEvent(new CustomEvent("text-changed"))).observe(holder, { childList: true });
  }
}

customElements.define("turn-dialog", TurnDialog);
