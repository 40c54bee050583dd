// For those who have the text read aloud, if they switched it on: each coded run says which codings begin and end there.
const names = () => document.querySelectorAll(".bracket-name");

function write(run, attribute, said) {
  const before = run.getAttribute(attribute);
  run.setAttribute(attribute, before ? `${before}, ${said}` : said);
}

/** Writes the ends of all codings as attributes that the style sheet turns into hidden words. */
export function sayEnds(root) {
  for (const run of root.querySelectorAll("[data-begins], [data-ends]")) {
    run.removeAttribute("data-begins");
    run.removeAttribute("data-ends");
  }
  for (const name of names()) {
    const { coding } = name.closest("[data-coding]").dataset;
    const runs = root.querySelectorAll(`.run[data-codings~="${coding}"]`);
    if (!runs.length) continue;
    const code = name.querySelector(".label").textContent;
    write(runs[0], "data-begins", `${code} ${name.querySelector(".unseen").textContent}`);
    write(runs[runs.length - 1], "data-ends", code);
  }
}
