// What was just done, with the way back, stays ten seconds and while it has focus or pointer; what was refused stays
// until it is closed.
const STAYS = 10_000;

class ToastLine extends HTMLElement {
  connectedCallback() {
    this.done = this.querySelector("#toast");
    this.refused = this.querySelector("#refused");
    new MutationObserver(() => this.#show()).observe(this, { childList: true, subtree: true });
    this.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]")) this.#close();
    });
    this.#show();
  }

  #timer;
  #said = "";

  #show() {
    const refused = this.refused.childElementCount > 0 || this.refused.textContent.trim() !== "";
    const done = this.done.textContent.trim() !== "";
    this.classList.toggle("open", refused || done);
    this.classList.toggle("refused", refused);
    this.querySelector("[data-close]").hidden = !refused;
    if (this.done.innerHTML === this.#said) return;
    this.#said = this.done.innerHTML;
    clearTimeout(this.#timer);
    if (done) this.#timer = setTimeout(() => this.#fade(), STAYS);
  }

  #fade() {
    if (this.matches(":hover, :focus-within")) this.#timer = setTimeout(() => this.#fade(), 1000);
    else this.done.replaceChildren();
  }

  #close() {
    this.done.replaceChildren();
    this.refused.replaceChildren();
  }
}

customElements.define("toast-line", ToastLine);
