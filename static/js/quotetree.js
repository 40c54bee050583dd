// What every page may hold; an element that a page does not have costs nothing.
import "./keys.js";
import "./live-news.js";
import "./pane-grip.js";
import "./panes.js";
import "./passage-fields.js";
import "./coding-brackets.js";
import "./coding-forms.js";
import "./file-drop.js";
import "./one-by-one.js";
import "./code-palette.js";
import "./code-tree.js";
import "./history-panel.js";
import "./passage-selection.js";
import "./saved-state.js";
import "./toast-line.js";
import "./toolbar.js";
import "./undo-dialog.js";
