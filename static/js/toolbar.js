// Toolbars are one tab stop each: arrows, Home and End go from tool to tool, and Tab comes back to the last one.

const TOOL = "button:not(:disabled), a[href], input[type=checkbox]";
const STEPS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

const toolsOf = (bar) => [...bar.querySelectorAll(TOOL)].filter((tool) => tool.checkVisibility());

function makeStop(bar, tool) {
  for (const other of toolsOf(bar)) other.tabIndex = other === tool ? 0 : -1;
}

document.addEventListener("keydown", (event) => {
  const bar = event.target.closest?.("[role=toolbar]");
  const step = STEPS[event.key];
  if (!bar || !step || event.ctrlKey || event.altKey || event.metaKey) return;
  const tools = toolsOf(bar);
  const at = tools.indexOf(event.target);
  if (at < 0) return;
  event.preventDefault();
  tools[Math.min(Math.max(at + step, 0), tools.length - 1)].focus();
});

document.addEventListener("focusin", (event) => {
  const bar = event.target.closest?.("[role=toolbar]");
  if (bar && event.target.matches(TOOL)) makeStop(bar, event.target);
});

for (const bar of document.querySelectorAll("[role=toolbar]")) {
  const [first] = toolsOf(bar);
  if (first) makeStop(bar, first);
}
