// A button that copies the text beside it, and says so.
const SAYS_SO = 2000;

class CopyText extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", async (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      await navigator.clipboard.writeText(this.querySelector("[data-copied]").textContent.trim());
      const name = button.textContent;
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = name), SAYS_SO);
    });
  }
}

customElements.define("copy-text", CopyText);
