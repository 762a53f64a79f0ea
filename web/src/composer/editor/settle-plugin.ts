// Keeps what is shown sayable: a mark around half a word goes around all of it.
import type { EditorState, Plugin, Transaction } from 'prosemirror-state';
import { sameLine, settleMarks } from '../markup/settle-marks.ts';
import { afterTyping } from './after-typing.ts';
import { toInline, toLine } from './document.ts';

export function settlePlugin(): Plugin {
  return afterTyping(settle);
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
