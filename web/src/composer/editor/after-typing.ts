// Corrects what was written, in the same step of undo as the change it follows. Never while a letter is being composed: an input
// method loses its place when the text under it is drawn anew; then it is corrected once the word is committed.
import { Plugin, type EditorState, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

/** `correct`: what is to be changed of a text, null where it is right. */
export function afterTyping(correct: (state: EditorState) => Transaction | null): Plugin {
  let shown: EditorView | undefined;
  return new Plugin({
    view(view) {
      shown = view;
      return {
        update(current, before) {
          if (current.composing || current.state.doc === before.doc) return;
          const corrected = correct(current.state);
          if (corrected) current.dispatch(corrected);
        },
      };
    },
    appendTransaction(changes, _before, state) {
      if (shown?.composing || !changes.some((one) => one.docChanged)) return null;
      return correct(state);
    },
  });
}
