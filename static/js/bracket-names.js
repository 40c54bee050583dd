// Where the names stand beside the brackets: in the order of starts, each beside its bracket's first line, pushed down
// by two rows at most. Names that would stand lower share one "+n" in the next row. Pure: numbers in, numbers out.
export const ROW = 24;
const FARTHEST = 2 * ROW;

/**
 * `names` are {top, lane}, sorted by top; `from` is how far names of the turn above reach into this one. Gives each
 * name its `at`, or its bundle as an index into `bundles` ({at, names}), and how far down the last row reaches.
 */
export function placeNames(names, from) {
  const bundles = [];
  let next = from > 0 ? from : -Infinity;
  let bundle = [];
  const close = () => {
    if (bundle.length === 1) bundle[0].at = next - ROW;
    if (bundle.length > 1) bundles.push({ at: next - ROW, names: bundle });
    bundle = [];
  };
  for (const name of names) {
    name.at = undefined;
    if (bundle.length && name.top < next) {
      bundle.push(name);
      continue;
    }
    close();
    const at = Math.max(name.top, next);
    next = at + ROW;
    if (at - name.top > FARTHEST || name.lane === 0) bundle.push(name);
    else name.at = at;
  }
  close();
  return { bundles, reach: next };
}
