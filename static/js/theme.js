// Light, dark, or as the system has it. Runs before the first painting, so that no page flashes.
{
  const KEPT = "quotetree:theme";
  const THEMES = ["auto", "light", "dark"];
  const SAID = { auto: "Light or dark: as the system", light: "Light or dark: light", dark: "Light or dark: dark" };
  const now = () => localStorage.getItem(KEPT) ?? "auto";

  const apply = () => {
    if (now() === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = now();
  };

  class ThemeChoice extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", () => {
        const next = THEMES[(THEMES.indexOf(now()) + 1) % THEMES.length];
        localStorage.setItem(KEPT, next);
        apply();
        this.#say();
      });
      // The button inside may not have been parsed yet.
      addEventListener("DOMContentLoaded", () => this.#say(), { once: true });
    }

    #say() {
      this.dataset.theme = now();
      this.querySelector(".unseen").textContent = SAID[now()];
      this.querySelector("button").title = SAID[now()];
    }
  }

  apply();
  customElements.define("theme-choice", ThemeChoice);
}
