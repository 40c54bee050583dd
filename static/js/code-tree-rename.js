// Renaming a code where it stands. What was typed stays until the server has taken it.
import { labelOf, nameOf } from "./code-tree-rows.js";

function fieldFor(item) {
  const field = document.createElement("input");
  field.className = "tree-rename";
  field.value = nameOf(item);
  field.maxLength = 200;
  field.setAttribute("aria-label", `New name of ${field.value}`);
  return field;
}

/** Puts a field in place of a code's name, and returns it. `post` sends the new name; `done` is told that it is gone. */
export function renameInPlace(item, post, done) {
  const name = labelOf(item);
  const field = fieldFor(item);
  name.hidden = true;
  name.after(field);
  field.focus();
  field.select();

  // A field that leaves the page with a tree that is drawn anew loses the focus too: that is no answer.
  const later = () => setTimeout(commit);
  const leave = () => {
    field.removeEventListener("blur", later);
    field.remove();
    name.hidden = false;
    done();
  };
  const commit = () => {
    if (field.readOnly || !field.isConnected) return;
    if (field.value.trim() === nameOf(item)) return leave();
    field.readOnly = true;
    post(field.value, (taken) => {
      field.readOnly = false;
      field.setAttribute("aria-invalid", String(!taken));
      if (!taken) field.focus();
    });
  };
  field.addEventListener("blur", later);
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") commit();
    if (event.key === "Escape") leave();
  });
  return field;
}
