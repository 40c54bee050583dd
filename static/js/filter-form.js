// A form of choices that shows at once what was chosen; the field that was changed has the keyboard again afterwards.
// Fields in a menu of their own wait for its button. What is left empty is not sent, so that addresses stay short.
const KEPT = "quotetree:chosen";

class FilterForm extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    this.querySelector("form > [type=submit]").remove();
    form.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
    });
    form.addEventListener("change", (event) => {
      if (event.target.closest("[popover]")) return;
      sessionStorage.setItem(KEPT, event.target.name);
      form.requestSubmit();
    });
    const name = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (name) form.elements[name]?.focus();
  }
}

customElements.define("filter-form", FilterForm);
