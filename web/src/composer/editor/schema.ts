// What the editor can hold: lines of text and tags, with the marks of a rich text and nothing else.
import { Schema, type Mark, type Node } from 'prosemirror-model';

export const schema = new Schema({
  nodes: {
    doc: { content: 'line+' },
    line: {
      content: '(text | tag)*',
      parseDOM: [{ tag: 'p' }, { tag: 'div' }, { tag: 'li' }],
      // Each line runs as its own first letters do, as in the apps.
      toDOM: () => ['p', { dir: 'auto' }, 0],
    },
    text: {},
    // `{{ … }}` or `{% … %}`: one thing to the cursor.
    tag: {
      inline: true,
      atom: true,
      selectable: true,
      attrs: { source: {} },
      parseDOM: [
        {
          tag: 'span[data-source]',
          getAttrs: (dom) => ({ source: dom.getAttribute('data-source') }),
        },
      ],
      toDOM: (node) => ['span', { 'data-source': sourceOf(node) }, sourceOf(node)],
      leafText: (node) => sourceOf(node),
    },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      excludes: 'link mono',
      parseDOM: [{ tag: 'a[href^="http"]', getAttrs: (dom) => ({ href: dom.getAttribute('href') }) }],
      // No address of its own: a press in the editor places the cursor.
      toDOM: (mark) => ['a', { title: String(mark.attrs['href']) }, 0],
    },
    mono: { excludes: 'mono link', parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
    bold: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
    italic: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
    strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }, { tag: 'strike' }], toDOM: () => ['s', 0] },
  },
});

export const nodes = {
  doc: schema.nodes.doc,
  line: schema.nodes.line,
  tag: schema.nodes.tag,
};
export const markTypes = {
  bold: schema.marks.bold,
  italic: schema.marks.italic,
  strike: schema.marks.strike,
  mono: schema.marks.mono,
  link: schema.marks.link,
};

export function sourceOf(node: Node): string {
  return String(node.attrs['source']);
}

export function hrefOf(mark: Mark): string {
  return String(mark.attrs['href']);
}
