// The panes of the workbench: F6 goes round, and where the window is narrow one button brings each.
const panes = document.querySelector(".panes");

const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });

/** Where the keyboard comes to stand in a pane. */
function firstIn(pane) {
  const wanted = pane.querySelector('[tabindex="0"]:not(pane-grip)');
  return wanted ?? pane.querySelector("button, input, a[href]");
}

function goRound() {
  const seen = [...panes.querySelectorAll(":scope > .pane")].filter(isSeen);
  const here = seen.findIndex((pane) => pane.contains(document.activeElement));
  firstIn(seen[(here + 1) % seen.length])?.focus();
}

function show(asked) {
  const next = panes.dataset.pane === asked ? "text" : asked;
  panes.dataset.pane = next;
  const pane = { text: "#reading-pane", tree: "#tree-pane", passage: "#passage-pane" }[next];
  firstIn(panes.querySelector(pane))?.focus();
}

/** On a wide window the passage pane is put away and brought back; on a narrow one it slides over the text. */
function passagePane() {
  if (matchMedia("(width < 68.75rem)").matches) return show("passage");
  panes.toggleAttribute("data-no-passage");
}

if (panes) {
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-show-pane]");
    if (!button) return;
    if (button.matches(".close-passage") && panes.dataset.pane !== "passage") return passagePane();
    show(button.dataset.showPane);
  });
  document.addEventListener("key-command", ({ detail }) => {
    if (detail.command === "next-pane") goRound();
    if (detail.command === "passage-pane") passagePane();
  });
}
