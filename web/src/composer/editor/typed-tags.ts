// `{{ first_name }}` typed by hand becomes a chip once it is closed.
import type { EditorState, Plugin, Transaction } from 'prosemirror-state';
import { liquidParts } from '../markup/liquid-parts.ts';
import { afterTyping } from './after-typing.ts';
import { nodes } from './schema.ts';

export function typedTags(): Plugin {
  return afterTyping(replaceTyped);
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
