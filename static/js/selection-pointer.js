// The selection by mouse: what the browser selected becomes a passage, and the handles can be dragged.
import { snapToWords, trim } from "./words.js";

/**
 * The passage of the browser's own selection, snapped to words unless Alt is held; undefined where it is empty. Where
 * the pointer was let go beside the words, the selection ends at the line beside it: the browser's would reach to
 * the end of the document.
 */
export function passageOf(transcript, selection, event, pane) {
  if (!selection.rangeCount || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(transcript.list)) return undefined;
  const { left, right } = transcript.list.querySelector(".words").getBoundingClientRect();
  const column = { left, right, top: pane.top, bottom: pane.bottom };
  const passage = isWithin(event, column) ? endsOf(transcript, range) : clamped(transcript, selection, event, column);
  if (!passage || passage.start >= passage.end) return undefined;
  if (event.altKey) return passage;
  const inside = trim(transcript, passage);
  return inside && snapToWords(transcript, inside);
}

const isWithin = ({ clientX, clientY }, { left, right, top, bottom }) =>
  clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;

const endsOf = (transcript, range) => ({
  start: transcript.offsetOf(range.startContainer, range.startOffset, "start"),
  end: transcript.offsetOf(range.endContainer, range.endOffset, "end"),
});

function clamped(transcript, { anchorNode, anchorOffset }, event, column) {
  const clientX = Math.min(Math.max(event.clientX, column.left + 1), column.right - 1);
  const clientY = Math.min(Math.max(event.clientY, column.top + 4), column.bottom - 4);
  const anchor = transcript.offsetOf(anchorNode, anchorOffset, "start");
  const focus = offsetUnder(transcript, { clientX, clientY }, "start");
  return focus && { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
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
