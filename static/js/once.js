// A form is sent once: a second click or Enter while its answer is awaited does nothing, nor does the second click of a
// double click on its main button, whatever that button has become by then. What code sends (many codings one after
// the other) has no submitter and is let through.
const sending = new WeakSet();
const MAIN = "form button.main:not([type=button])";

const isWrite = (form) => (form.getAttribute("method") ?? "").toLowerCase() === "post" || form.hasAttribute("hx-post");

function refuse(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

addEventListener(
  "click",
  (event) => {
    if (event.detail > 1 && event.target.closest?.(MAIN) && isWrite(event.target.closest("form"))) refuse(event);
  },
  true,
);
addEventListener(
  "submit",
  (event) => {
    if (event.submitter && sending.has(event.target)) refuse(event);
  },
  true,
);
// After all others have seen it: what is not prevented leaves for another page.
addEventListener("submit", (event) => {
  if (!event.defaultPrevented && isWrite(event.target)) sending.add(event.target);
});
addEventListener("pageshow", () => {
  for (const form of document.forms) sending.delete(form);
});
document.addEventListener("htmx:before:request", ({ target }) => {
  if (target.matches?.("form") && isWrite(target)) sending.add(target);
});
document.addEventListener("htmx:finally:request", ({ target }) => sending.delete(target), true);
