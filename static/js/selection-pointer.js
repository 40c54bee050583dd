// The selection by mouse: what the browser selected becomes a passage, and the handles can be dragged.
import { snapToWords, trim } from "./words.js";

/** The passage of the browser's own selection, snapped to words unless `exact`; undefined where it is empty. */
export function passageOf(transcript, selection, exact) {
  if (!selection.rangeCount || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(transcript.list)) return undefined;
  const start = transcript.offsetOf(range.startContainer, range.startOffset, "start");
  const end = transcript.offsetOf(range.endContainer, range.endOffset, "end");
  if (start >= end) return undefined;
  return exact ? { start, end } : snapToWords(transcript, { start, end }) && trimmed(transcript, { start, end });
}

function trimmed(transcript, passage) {
  const inside = trim(transcript, passage);
  return inside && snapToWords(transcript, inside);
}

/** The offset under the pointer, for an end that is dragged. */
export function offsetUnder(transcript, event, side) {
  const caret = document.caretPositionFromPoint
    ? document.caretPositionFromPoint(event.clientX, event.clientY)
    : asPosition(document.caretRangeFromPoint(event.clientX, event.clientY));
  if (!caret || !transcript.list.contains(caret.offsetNode)) return undefined;
  return transcript.offsetOf(caret.offsetNode, caret.offset, side);
}

const asPosition = (range) => range && { offsetNode: range.startContainer, offset: range.startOffset };

/** Follows the pointer from a handle until it is let go. `moved(offset, exact)`, then `done()` or `left()`. */
export function dragHandle(handle, side, transcript, { moved, done, left }) {
  handle.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    handle.focus({ preventScroll: true });
    handle.setPointerCapture(down.pointerId);
    const ends = new AbortController();
    const { signal } = ends;
    const move = (event) => {
      const offset = offsetUnder(transcript(), event, side);
      if (offset !== undefined) moved(offset, event.altKey);
    };
    handle.addEventListener("pointermove", move, { signal });
    const end = (then) => () => {
      ends.abort();
      then();
    };
    handle.addEventListener("pointerup", end(done), { signal });
    handle.addEventListener("pointercancel", end(left), { signal });
  });
}
