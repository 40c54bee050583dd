// Forms that stand hidden in the page for gestures: filled in, sent, and answered like any other form, by htmx.

/** Sends values (a list: a field for each) with a hidden form. `answered` is told whether the server took them. */
export function send(form, values, answered = null) {
  form.replaceChildren(...Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => field(name, one))));
  if (answered) {
    const onAnswer = (event) => {
      form.removeEventListener("htmx:after:request", onAnswer);
      answered((event.detail.ctx.response?.status ?? 500) < 400);
    };
    form.addEventListener("htmx:after:request", onAnswer);
  }
  form.requestSubmit();
}

function field(name, value) {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  return input;
}
