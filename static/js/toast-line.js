// What was just done, with the way back, stays ten seconds and while it has focus or pointer; what was refused stays
// until it is closed, or till something is done well after it was read.
const STAYS = 10_000;
const READ = 4000;

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
  #refused = { said: "", at: 0 };

  #show() {
    const refused = this.refused.childElementCount > 0 || this.refused.textContent.trim() !== "";
    const done = this.done.textContent.trim() !== "";
    if (this.refused.innerHTML !== this.#refused.said) this.#refused = { said: this.refused.innerHTML, at: performance.now() };
    this.classList.toggle("open", refused || done);
    this.classList.toggle("refused", refused);
    this.querySelector("[data-close]").hidden = !refused;
    if (this.done.innerHTML === this.#said) return;
    this.#said = this.done.innerHTML;
    if (done && performance.now() - this.#refused.at > READ) this.refused.replaceChildren();
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
