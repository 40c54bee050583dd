// Sends several forms one after the other, says how far it is, and can be stopped between two of them. Who leaves the
// page meanwhile is asked first.
const askFirst = (event) => event.preventDefault();

class OneByOne extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-stop]").addEventListener("click", () => {
      this.#stopped = true;
    });
  }

  #stopped = false;

  /** Does each step (they answer a promise) in turn. Answers how many were done. */
  async run(steps) {
    this.#stopped = false;
    this.hidden = false;
    addEventListener("beforeunload", askFirst);
    let done = 0;
    for (const step of steps) {
      if (this.#stopped) break;
      this.#tell(done, steps.length);
      await step();
      done += 1;
    }
    removeEventListener("beforeunload", askFirst);
    this.#tell(done, steps.length);
    this.querySelector("[data-stop]").hidden = true;
    return done;
  }

  #tell(done, of) {
    const stop = this.querySelector("[data-stop]");
    stop.hidden = done >= of;
    const bar = this.querySelector("progress");
    bar.max = of;
    bar.value = done;
    const rest = this.#stopped && done < of ? `; stopped, ${of - done} left out` : "";
    this.querySelector("output").textContent = `${done} of ${of} ${this.dataset.noun}${rest}`;
  }
}

/** Resolves when htmx has answered what this element sends, whatever the answer was. */
export function answered(element) {
  return new Promise((resolve) => element.addEventListener("htmx:finally:request", resolve, { once: true }));
}

/** The steps of keeping what was found: the button of each file, one after the other. */
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-keep]");
  if (!button) return;
  button.disabled = true;
  const form = button.closest("form");
  const line = form.querySelector("one-by-one");
  const files = [...form.querySelectorAll(".keep-one")];
  const steps = files.map((file) => () => {
    const answer = answered(file);
    file.click();
    return answer;
  });
  // Out of sight they cost nothing: to lay hundreds of labels out again after each file takes longer than to keep it.
  form.dataset.keeping = "";
  await line.run(steps);
  delete form.dataset.keeping;
  if (!form.querySelector("#kept .bad")) location.assign(line.dataset.done);
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-again]")) return;
  wait(event.target.form, true);
  event.target.form.dispatchEvent(new CustomEvent("again"));
});

/** While the form is drawn again nothing can be kept: what was pressed would go with the form that goes. */
function wait(form, waiting) {
  const keep = form?.querySelector("[data-keep]");
  if (keep) keep.disabled = waiting || !form.querySelector(".keep-one");
}

for (const [name, waiting] of [["htmx:before:request", true], ["htmx:finally:request", false]]) {
  document.addEventListener(name, ({ target }) => {
    if (!target.matches?.(".keep-one, [data-choices]")) wait(target.closest?.("#speakers"), waiting);
  });
}

customElements.define("one-by-one", OneByOne);
