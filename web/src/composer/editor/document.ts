// Lines of markup as the editor's document, and back. Pure.
import { Fragment, Mark, type Node } from 'prosemirror-model';
import { joined, type Line, type Marks } from '../markup/lines.ts';
import { hrefOf, markTypes, nodes, schema, sourceOf } from './schema.ts';

const plain = ['bold', 'italic', 'strike', 'mono'] as const;

export function toDocument(lines: readonly Line[]): Node {
  return nodes.doc.create(
    null,
    lines.map((line) => nodes.line.create(null, toInline(line))),
  );
}

export function toInline(line: Line): Fragment {
  return Fragment.from(
    line.map(({ kind, text, marks }) =>
      kind === 'tag'
        ? nodes.tag.create({ source: text }, null, toMarks(marks))
        : schema.text(text, toMarks(marks)),
    ),
  );
}

export function toLines(document: Node): Line[] {
  const lines: Line[] = [];
  document.forEach((node) => lines.push(toLine(node)));
  return lines;
}

export function toLine(parent: Node): Line {
  const line: Line = [];
  parent.forEach((node) => {
    const marks = fromMarks(node.marks);
    if (node.isText) line.push({ kind: 'text', text: node.text ?? '', marks });
    else line.push({ kind: 'tag', text: sourceOf(node), marks });
  });
  return joined(line);
}

export function toMarks(marks: Marks): Mark[] {
  const found = plain.filter((one) => marks[one]).map((one) => markTypes[one].create());
  if (marks.link !== undefined) found.push(markTypes.link.create({ href: marks.link }));
  return [...Mark.setFrom(found)];
}

function fromMarks(marks: readonly Mark[]): Marks {
  const has = (name: (typeof plain)[number]) => marks.some((one) => one.type === markTypes[name]);
  const link = marks.find((one) => one.type === markTypes.link);
  return {
    ...Object.fromEntries(plain.filter(has).map((name) => [name, true as const])),
    ...(link ? { link: hrefOf(link) } : {}),
  };
}
