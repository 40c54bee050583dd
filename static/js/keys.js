// All keys, read from the list in the page: a key becomes a command, or presses the button that names it. Each can be
// changed, and the single keys can be switched off; both are kept in this browser.
const KEPT = "quotetree:keys";
const NAMES = { "-": "−", Escape: "Esc" };
const FIELD = "input:not([type=checkbox], [type=radio], [type=hidden]), textarea, select, [contenteditable]";

const kept = () => ({ off: false, said: false, keys: {}, ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") });
const keep = (changes) => localStorage.setItem(KEPT, JSON.stringify({ ...kept(), ...changes }));
const isSingle = (key) => key.length === 1;

/** How a key is written: a capital letter is Shift and that letter. */
export const written = (key) => (/^\p{Lu}$/u.test(key) ? `Shift ${key.toLowerCase()}` : (NAMES[key] ?? key));

class KeyList extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.rows = [...this.querySelectorAll("[data-command]")];
    this.#show();
    document.addEventListener("keydown", (event) => this.#pressed(event));
    document.addEventListener("click", ({ target }) => {
      const does = target.closest("[data-does]")?.dataset.does;
      if (does) this.#do(does);
    });
    document.addEventListener("key-command", ({ detail }) => {
      if (detail.command === "keys") this.dialog.showModal();
    });
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("change", (event) => this.#changed(event));
    document.addEventListener("htmx:before:settle", ({ target }) => this.#label(target));
  }

  #waiting;

  #keyOf(row) {
    return kept().keys[row.dataset.command] ?? row.dataset.default;
  }

  #show() {
    const { off, said } = kept();
    for (const row of this.rows) row.querySelector("kbd").textContent = written(this.#keyOf(row));
    this.querySelector("#single-keys").checked = !off;
    this.querySelector("#said-ends").checked = said;
    document.documentElement.classList.toggle("says-ends", said);
    document.dispatchEvent(new CustomEvent("said-ends"));
    document.documentElement.classList.toggle("no-single-keys", off);
    this.#label(document);
  }

  /** Keys that are named anywhere on the page are named as they are now. */
  #label(root) {
    for (const kbd of root.querySelectorAll("kbd")) {
      if (kbd.closest(".palette, .at-an-end, dialog")) continue;
      kbd.dataset.of ??= kbd.textContent;
      const row = this.rows.find((each) => written(each.dataset.default) === kbd.dataset.of);
      if (row) kbd.textContent = written(this.#keyOf(row));
    }
  }

  #pressed(event) {
    if (this.#waiting) return this.#take(event);
    if ((event.ctrlKey || event.metaKey) && event.key === "k") return this.#search(event);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open], :popover-open") || event.target.closest?.(FIELD)) return;
    if (isSingle(event.key) && kept().off) return;
    if (this.#belongsToWhatHasFocus(event)) return;
    const command = this.#commandOf(event.key);
    if (!command) return;
    event.preventDefault();
    const button = document.querySelector(`[data-key="${CSS.escape(command.default)}"]:not([aria-disabled="true"])`);
    if (button && !button.disabled) return button.click();
    this.#do(command.name);
  }

  /** All talk is searched from anywhere, also from within a field. */
  #search(event) {
    const link = document.querySelector('.places a[href$="/search"]');
    if (!link || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    const field = document.getElementById("search-query");
    if (field) field.select();
    else link.click();
  }

  #do(command) {
    document.dispatchEvent(new CustomEvent("key-command", { detail: { command } }));
  }

  /** Enter and Space press a button that has the focus; letters are looked for in a tree or a list. */
  #belongsToWhatHasFocus({ key, target }) {
    const owner = target.closest?.("button, a[href], summary, [role=tree], [role=listbox], [role=separator], [role=menu]");
    if (!owner) return false;
    if (owner.matches("button, a[href], summary")) return key === "Enter" || key === " ";
    return isSingle(key) || key === "Enter";
  }

  /** The name of the command that a key has now, for what takes keys itself; none where single keys are off. */
  commandFor(key) {
    return isSingle(key) && kept().off ? undefined : this.#commandOf(key)?.name;
  }

  #commandOf(key) {
    const row = this.rows.find((each) => this.#keyOf(each) === key);
    if (row) return { name: row.dataset.command, default: row.dataset.default };
    return /^[1-9]$/.test(key) ? { name: `pinned-${key}`, default: key } : undefined;
  }

  #clicked({ target }) {
    const button = target.closest(".key");
    if (button) return this.#ask(button);
    if (target.closest("#keys-reset")) {
      localStorage.removeItem(KEPT);
      this.#show();
    }
  }

  #changed({ target }) {
    if (target.id === "single-keys") keep({ off: !target.checked });
    if (target.id === "said-ends") keep({ said: target.checked });
    this.#show();
  }

  #ask(button) {
    this.#waiting = button.closest("[data-command]");
    button.querySelector("kbd").textContent = "press a key";
  }

  /** The next key becomes the row's; one that another row has is exchanged with it. */
  #take(event) {
    if (["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const row = this.#waiting;
    this.#waiting = undefined;
    const keys = { ...kept().keys };
    const other = this.rows.find((each) => each !== row && this.#keyOf(each) === event.key);
    if (other) keys[other.dataset.command] = this.#keyOf(row);
    if (!/^[1-9]$/.test(event.key)) keys[row.dataset.command] = event.key;
    keep({ keys });
    this.#show();
  }
}

customElements.define("key-list", KeyList);
