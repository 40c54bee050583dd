// Measures where the codings of one turn begin and end beside it. Only reads; nothing is written here.
const INSET = 3;

/** Tops and bottoms of the brackets and tops of the names, in pixels from the top of the margin cell. */
export function measure(turn) {
  const edge = turn.querySelector(".margin").getBoundingClientRect();
  const runs = [...turn.querySelectorAll(".run")].map((element) => ({ element, start: Number(element.dataset.start) }));
  const top = (start) => lineOf(runs, start, "first", edge).top - edge.top;
  const bottom = (end) => lineOf(runs, end - 1, "last", edge).bottom - edge.top;
  const brackets = [...turn.querySelectorAll(".bracket")].map((element) => ({
    element,
    from: element.matches(".whole, .from-here") ? top(Number(element.dataset.start)) + INSET : undefined,
    to: element.matches(".whole, .to-here") ? bottom(Number(element.dataset.end)) - INSET : undefined,
  }));
  const names = [...turn.querySelectorAll(".names > [data-coding]")].map((element) => ({
    element,
    top: top(Number(element.dataset.start)) + 1,
    lane: Number(element.dataset.lane),
  }));
  return { turn, height: edge.height, brackets, names: names.sort((a, b) => a.top - b.top) };
}

function lineOf(runs, offset, which, edge) {
  const run = runs.findLast(({ start }) => start <= offset) ?? runs[0];
  const rects = run?.element.getClientRects() ?? [];
  return rects[which === "first" ? 0 : rects.length - 1] ?? { top: edge.top, bottom: edge.bottom };
}
