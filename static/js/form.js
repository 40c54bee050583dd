// Forms that stand hidden in the page for gestures: filled in, sent, and answered like any other form, by htmx.

/** Sends values (a list: a field for each) with a hidden form. `refused` is called if the server does not take them. */
export function send(form, values, refused = null) {
  form.replaceChildren(...Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => field(name, one))));
  if (refused) {
    const onAnswer = (event) => {
      form.removeEventListener("htmx:after:request", onAnswer);
      if ((event.detail.ctx.response?.status ?? 0) >= 400) refused();
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
