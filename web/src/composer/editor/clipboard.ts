// What is pasted and what is copied: tags survive both ways, marks as far as the channels show them.
import { Fragment, Slice, type Node } from 'prosemirror-model';
import type { EditorProps } from 'prosemirror-view';
import type { ShownMark } from '@sampark/contracts/shown-marks.ts';
import { liquidParts } from '../markup/liquid-parts.ts';
import { readMarkup } from '../markup/read-markup.ts';
import { writeMarkup } from '../markup/write-markup.ts';
import { toDocument, toLines } from './document.ts';
import { markTypes, nodes, schema } from './schema.ts';

/** `off`: marks that are not to come in, asked at the moment of pasting. */
export function clipboardProps(off: () => readonly ShownMark[]): EditorProps {
  return {
    // Signs of a pasted text are what they are: an author who wants a mark sets it.
    clipboardTextParser: (text) => {
      const { content } = toDocument(readMarkup(text, undefined));
      return new Slice(content, 1, 1);
    },
    clipboardTextSerializer: (slice) => {
      const lines: Node[] = [];
      slice.content.forEach((node) => lines.push(node.isInline ? nodes.line.create(null, node) : node));
      return writeMarkup(toLines(nodes.doc.create(null, lines)));
    },
    transformPasted: (slice) => {
      const types = off().map((name) => markTypes[name]);
      const content = mapped(slice.content, (node) => known(node, types));
      // What was copied whole goes on in the line it is put into.
      return content.firstChild?.type === nodes.line ? new Slice(content, 1, 1) : new Slice(content, 0, 0);
    },
  };
}

function known(node: Node, off: readonly (typeof markTypes)[ShownMark][]): Node[] {
  const marks = node.marks.filter((one) => !off.includes(one.type));
  if (!node.isText) return [node.mark(marks)];
  return liquidParts(node.text ?? '').map(({ kind, text }) =>
    kind === 'tag' ? nodes.tag.create({ source: text }, null, marks) : schema.text(text, marks),
  );
}

function mapped(fragment: Fragment, change: (node: Node) => Node[]): Fragment {
  const found: Node[] = [];
  fragment.forEach((node) => {
    if (node.isInline) found.push(...change(node));
    else found.push(node.copy(mapped(node.content, change)));
  });
  return Fragment.from(found);
}
