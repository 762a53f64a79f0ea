// Keeps what is shown sayable: a mark around half a word goes around all of it. Never while a letter is being composed:
// an input method loses its place when the text under it is drawn anew.
import { Plugin, type EditorState, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { sameLine, settleMarks } from '../markup/settle-marks.ts';
import { toInline, toLine } from './document.ts';

export function settlePlugin(): Plugin {
  let shown: EditorView | undefined;
  return new Plugin({
    view(view) {
      shown = view;
      return {
        update(current, before) {
          if (current.composing || current.state.doc === before.doc) return;
          const settled = settle(current.state);
          if (settled) current.dispatch(settled);
        },
      };
    },
    // Together with the change it follows: one step of undo takes both back.
    appendTransaction(changes, _before, state) {
      if (shown?.composing || !changes.some((one) => one.docChanged)) return null;
      return settle(state);
    },
  });
}

function settle(state: EditorState): Transaction | null {
  const change = state.tr;
  state.doc.forEach((node, offset) => {
    const line = toLine(node);
    const settled = settleMarks(line);
    if (sameLine(line, settled)) return;
    let at = offset + 1;
    // Marks alone: the letters, and with them the cursor, stay where they are.
    toInline(settled).forEach((piece) => {
      change.removeMark(at, at + piece.nodeSize);
      for (const mark of piece.marks) change.addMark(at, at + piece.nodeSize, mark);
      at += piece.nodeSize;
    });
  });
  return change.docChanged ? change.setStoredMarks(state.storedMarks) : null;
}
