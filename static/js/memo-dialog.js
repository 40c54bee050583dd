// The dialog of memos and discussions. It is open as long as it has content: an answer of the server that fills it opens
// it, one that empties it closes it. What is refused meanwhile is said within it; what was typed and not saved is kept.
import { restore } from "./drafts.js";

class MemoDialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.body = this.querySelector("#memo-dialog-body");
    this.refused = this.querySelector("#memo-dialog-refused");
    new MutationObserver(() => this.#follow()).observe(this.body, { childList: true });
    this.dialog.addEventListener("close", () => this.body.replaceChildren());
    this.dialog.addEventListener("click", ({ target }) => {
      if (target === this.dialog || target.closest("[data-close]")) this.dialog.close();
    });
    this.dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
    this.#sayWhatIsRefused(document.getElementById("refused"));
  }

  #follow() {
    this.refused.hidden = true;
    if (!this.body.childElementCount) return this.dialog.open && this.dialog.close();
    restore(this.body);
    if (!this.dialog.open) this.dialog.showModal();
    this.body.querySelector("[autofocus]")?.focus();
  }

  #sayWhatIsRefused(toast) {
    const say = () => {
      const words = toast.textContent.trim();
      if (!this.dialog.open || !words) return;
      this.refused.textContent = words;
      this.refused.hidden = false;
    };
    new MutationObserver(say).observe(toast, { childList: true, characterData: true, subtree: true });
  }
}

customElements.define("memo-dialog", MemoDialog);
