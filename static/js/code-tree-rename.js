// Renaming a code where it stands. What was typed stays until the server has taken it.
import { nameOf } from "./code-tree-rows.js";

/** Puts a field in place of a code's name. `send` posts the new name; `done` is called when the field is gone. */
export function renameInPlace(item, send, done) {
  const name = document.getElementById(`name-${item.dataset.code}`);
  const field = document.createElement("input");
  field.className = "tree-rename";
  field.value = nameOf(item);
  field.maxLength = 200;
  field.setAttribute("aria-label", `New name of ${field.value}`);
  name.hidden = true;
  name.after(field);
  field.focus();
  field.select();

  const leave = () => {
    if (!field.isConnected) return;
    field.removeEventListener("blur", commit);
    field.remove();
    name.hidden = false;
    done();
  };
  const commit = () => {
    if (field.readOnly) return;
    if (field.value.trim() === nameOf(item)) return leave();
    field.readOnly = true;
    send(field.value, () => {
      field.readOnly = false;
      field.setAttribute("aria-invalid", "true");
      field.focus();
    });
  };
  field.addEventListener("blur", commit);
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") commit();
    if (event.key === "Escape") leave();
  });
}
