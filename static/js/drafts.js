// What is being typed in a part of the page that is drawn again while one types: kept, and put back with the focus and
// the caret. A draft is forgotten when the server has taken it.
const drafts = new Map();
let at;

const fields = (root) => root.querySelectorAll("textarea[data-draft]");

/** Puts drafts back into the fields below `root`. */
export function restore(root = document) {
  for (const field of fields(root)) {
    const kept = drafts.get(field.dataset.draft);
    if (kept !== undefined && field.value !== kept) field.value = kept;
  }
}

function remember() {
  const field = document.activeElement;
  if (!field?.matches("textarea[data-draft]")) return;
  at = { draft: field.dataset.draft, field, start: field.selectionStart, end: field.selectionEnd };
}

function putBack() {
  restore();
  if (!at || at.field.isConnected) return;
  const field = [...fields(document)].find(({ dataset }) => dataset.draft === at.draft);
  if (field && document.activeElement === document.body) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(at.start, at.end);
  }
  at = undefined;
}

function taken(form) {
  for (const field of fields(form)) {
    drafts.delete(field.dataset.draft);
    field.value = "";
  }
}

document.addEventListener("input", ({ target }) => {
  if (target.matches?.("textarea[data-draft]")) drafts.set(target.dataset.draft, target.value);
});
document.addEventListener("htmx:before:swap", remember);
document.addEventListener("htmx:after:swap", putBack);
document.addEventListener("htmx:after:request", ({ target, detail }) => {
  if (target.matches?.("form") && (detail.ctx.response?.status ?? 500) < 400) taken(target);
});
document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("textarea[data-draft]");
  if (!field || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  field.form.requestSubmit();
});
