// `{{ first_name }}` typed by hand becomes a chip once it is closed. Never while a letter is being composed.
import { Plugin, type EditorState, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { liquidParts } from '../markup/liquid-parts.ts';
import { nodes } from './schema.ts';

export function typedTags(): Plugin {
  let shown: EditorView | undefined;
  return new Plugin({
    view(view) {
      shown = view;
      return {
        update(current, before) {
          if (current.composing || current.state.doc === before.doc) return;
          const found = replaceTyped(current.state);
          if (found) current.dispatch(found);
        },
      };
    },
    appendTransaction(changes, _before, state) {
      if (shown?.composing || !changes.some((one) => one.docChanged)) return null;
      return replaceTyped(state);
    },
  });
}

function replaceTyped(state: EditorState): Transaction | null {
  const change = state.tr;
  state.doc.descendants((node, at) => {
    if (!node.isText || !/\{[{%]/.test(node.text ?? '')) return;
    let from = at;
    for (const { kind, text } of liquidParts(node.text ?? '')) {
      const to = from + text.length;
      if (kind === 'tag')
        change.replaceWith(
          change.mapping.map(from),
          change.mapping.map(to),
          nodes.tag.create({ source: text }, null, node.marks),
        );
      from = to;
    }
  });
  return change.docChanged ? change : null;
}
