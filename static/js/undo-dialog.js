// The question before an undo, or why something was done. It is open as long as it has content: the server's answer opens it, the next closes it.

class UndoDialog extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    const body = this.querySelector("#undo-dialog-body");
    new MutationObserver(() => {
      if (!body.childElementCount) return dialog.open && dialog.close();
      if (!dialog.open) dialog.showModal();
      body.querySelector("[autofocus]")?.focus();
    }).observe(body, { childList: true });
    dialog.addEventListener("click", ({ target }) => target.closest("[data-close]") && dialog.close());
    dialog.addEventListener("close", () => body.replaceChildren());
  }
}

customElements.define("undo-dialog", UndoDialog);
