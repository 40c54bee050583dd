// The dialog of the code tree. It is open as long as it has content: an answer of the server that fills it opens it,
// one that empties it closes it. What the server refuses meanwhile is said within it.

/** Makes the dialog follow its content. `closed` is called after it was closed. */
export function attachCodeDialog(dialog, closed) {
  const body = dialog.querySelector("#code-dialog-body");
  const refused = dialog.querySelector("#code-dialog-refused");

  const follow = () => {
    refused.hidden = true;
    if (!body.childElementCount) return dialog.open && dialog.close();
    if (!dialog.open) dialog.showModal();
    body.querySelector("[autofocus]")?.focus();
  };
  new MutationObserver(follow).observe(body, { childList: true });

  dialog.addEventListener("close", () => {
    body.replaceChildren();
    closed();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => event.stopPropagation());

  const toast = document.getElementById("refused");
  if (!toast) return;
  new MutationObserver(() => {
    if (!dialog.open || !toast.textContent.trim()) return;
    refused.textContent = toast.textContent.trim();
    refused.hidden = false;
  }).observe(toast, { childList: true, characterData: true, subtree: true });
}
