// A form of choices that shows at once what was chosen; the field that was changed has the keyboard again afterwards.
const KEPT = "quotetree:chosen";

class FilterForm extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    this.querySelector("[type=submit]").remove();
    form.addEventListener("change", (event) => {
      sessionStorage.setItem(KEPT, event.target.name);
      form.requestSubmit();
    });
    const name = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (name) form.elements[name]?.focus();
  }
}

customElements.define("filter-form", FilterForm);
