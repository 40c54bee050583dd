// The one place where UTF-16 units, in which a browser counts, meet Unicode code points, in which offsets are kept.

const PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/;

function isWithinPair(text, unit) {
  const code = text.charCodeAt(unit);
  const before = text.charCodeAt(unit - 1);
  return code >= 0xdc00 && code <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
}

/** How many code points the text has. */
export function lengthOf(text) {
  return PAIR.test(text) ? codePointsBefore(text, text.length) : text.length;
}

/** The code points before a UTF-16 unit. Within a surrogate pair an end snaps outwards: a start back, an end on. */
export function codePointsBefore(text, unit, side = "start") {
  let count = 0;
  let at = 0;
  while (at < unit) {
    at += isWithinPair(text, at + 1) ? 2 : 1;
    if (at > unit && side === "start") break;
    count += 1;
  }
  return count;
}

/** The UTF-16 unit at which a code point begins. */
export function unitAt(text, codePoint) {
  let at = 0;
  for (let left = codePoint; left > 0 && at < text.length; left -= 1) {
    at += isWithinPair(text, at + 1) ? 2 : 1;
  }
  return at;
}
