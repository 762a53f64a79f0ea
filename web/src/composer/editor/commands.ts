// What keys and buttons do to the document. Each answers whether it could do something, as ProseMirror's commands do.
import { Selection, TextSelection, type Command, type EditorState } from 'prosemirror-state';
import type { ShownMark } from '@sampark/contracts/shown-marks.ts';
import { writeExpression } from '../markup/expression.ts';
import { isLinkable } from '../markup/write-markup.ts';
import { markTypes, nodes, schema } from './schema.ts';

/** On or off for the selected words; without a selection for the word at the cursor, else for what is typed next. */
export function toggleMark(name: Exclude<ShownMark, 'link'>): Command {
  const type = markTypes[name];
  return (state, dispatch) => {
    const { from, to } = wordsAt(state);
    if (from === to) {
      const on = type.isInSet(state.storedMarks ?? state.selection.$from.marks());
      const change = on ? state.tr.removeStoredMark(type) : state.tr.addStoredMark(type.create());
      dispatch?.(change);
      return true;
    }
    const on = isMarked(state, name);
    const change = on ? state.tr.removeMark(from, to, type) : state.tr.addMark(from, to, type.create());
    dispatch?.(change.removeStoredMark(type).scrollIntoView());
    return true;
  };
}

/** True where all of the selected words have it, or what is typed next will. */
export function isMarked(state: EditorState, name: ShownMark): boolean {
  const type = markTypes[name];
  const { from, to } = wordsAt(state);
  if (from === to) return Boolean(type.isInSet(state.storedMarks ?? state.selection.$from.marks()));
  let letters = false;
  let all = true;
  state.doc.nodesBetween(from, to, (node) => {
    if (!node.isInline || (node.isText && !node.text?.trim())) return;
    letters = true;
    if (!type.isInSet(node.marks)) all = false;
  });
  return letters && all;
}

/** The selection, grown to whole words. */
export function wordsAt({ doc, selection }: EditorState): { from: number; to: number } {
  let { from, to } = selection;
  if (!(selection instanceof TextSelection)) return { from, to };
  const inside = (at: number) => {
    const $at = doc.resolve(at);
    return isWord($at.nodeBefore?.text?.at(-1)) && isWord($at.nodeAfter?.text?.[0]);
  };
  const between = (at: number) => {
    const $at = doc.resolve(at);
    return $at.textOffset > 0
      ? splitsWord($at.parent.textBetween(0, $at.parent.content.size, undefined, ' '), $at.parentOffset)
      : inside(at);
  };
  if (from === to && !between(from)) return { from, to };
  while (between(from)) from--;
  while (between(to)) to++;
  return { from, to };
}

function splitsWord(text: string, at: number): boolean {
  return isWord(text[at - 1]) && isWord(text[at]);
}

function isWord(letter: string | undefined): boolean {
  return letter !== undefined && (/[\p{L}\p{M}\p{N}]/u.test(letter) || /[\ud800-\udfff]/.test(letter));
}

export function insertText(text: string): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.insertText(text).scrollIntoView());
    return true;
  };
}

/** A variable in place of the selection, with the marks that are on. */
export function insertVariable(variable: string): Command {
  return insertTag(writeExpression({ variable, fallback: null, format: null }));
}

export function insertTag(source: string): Command {
  return (state, dispatch) => {
    const marks = state.storedMarks ?? state.selection.$from.marks();
    const change = state.tr.replaceSelectionWith(nodes.tag.create({ source }, null, marks), false);
    dispatch?.(change.scrollIntoView());
    return true;
  };
}

/** Another source for the tag at `at`; without one the tag goes. */
export function changeTag(at: number, source: string | undefined): Command {
  return (state, dispatch) => {
    const node = state.doc.nodeAt(at);
    if (node?.type !== nodes.tag) return false;
    const change =
      source === undefined
        ? state.tr.delete(at, at + node.nodeSize)
        : state.tr.setNodeMarkup(at, null, { source }, node.marks);
    change.setSelection(Selection.near(change.doc.resolve(source === undefined ? at : at + node.nodeSize)));
    dispatch?.(change);
    return true;
  };
}

/** Words that lead somewhere, in place of the selection. Without an address the words stay. */
export function setLink(words: string, href: string | undefined): Command {
  return (state, dispatch) => {
    const { from, to } = linkAt(state);
    const marks = state.doc
      .resolve(from)
      .marks()
      .filter((one) => one.type !== markTypes.link);
    const link = href !== undefined && isLinkable(href) ? [markTypes.link.create({ href })] : [];
    const same = state.doc.textBetween(from, to) === words;
    const change = same
      ? state.tr.removeMark(from, to, markTypes.link)
      : state.tr.replaceWith(from, to, schema.text(words, marks));
    const end = same ? to : from + words.length;
    for (const one of link) change.addMark(from, end, one);
    change.setSelection(TextSelection.create(change.doc, end)).removeStoredMark(markTypes.link);
    dispatch?.(change.scrollIntoView());
    return true;
  };
}

/** All of the link around the cursor, or the selection. */
export function linkAt(state: EditorState): { from: number; to: number; href: string | undefined } {
  const { $from, from, to } = state.selection;
  const mark = markTypes.link.isInSet($from.marks()) ?? markTypes.link.isInSet($from.nodeAfter?.marks ?? []);
  if (!mark) return { from, to: Math.min(to, $from.end()), href: undefined };
  const start = $from.start();
  let [first, last] = [from, from];
  $from.parent.forEach((node, offset) => {
    if (!mark.isInSet(node.marks)) return;
    const [begin, end] = [start + offset, start + offset + node.nodeSize];
    if (begin <= last && end >= first) [first, last] = [Math.min(first, begin), Math.max(last, end)];
  });
  return { from: first, to: last, href: String(mark.attrs['href']) };
}

/** A tag beside the cursor goes as one, in every browser alike. */
export function deleteTag(side: 'before' | 'after'): Command {
  return (state, dispatch) => {
    if (!(state.selection instanceof TextSelection) || !state.selection.empty) return false;
    const { $from } = state.selection;
    const node = side === 'before' ? $from.nodeBefore : $from.nodeAfter;
    if (node?.type !== nodes.tag) return false;
    const from = side === 'before' ? $from.pos - node.nodeSize : $from.pos;
    dispatch?.(state.tr.delete(from, from + node.nodeSize).scrollIntoView());
    return true;
  };
}

/** Takes a mark off everywhere. */
export function removeEverywhere(names: readonly ShownMark[]): Command {
  return (state, dispatch) => {
    const change = state.tr;
    for (const name of names) change.removeMark(0, state.doc.content.size, markTypes[name]);
    if (!change.docChanged) return false;
    dispatch?.(change);
    return true;
  };
}

/** Marks that stand anywhere in the text. */
export function marksUsed(state: EditorState): Set<ShownMark> {
  const used = new Set<ShownMark>();
  state.doc.descendants((node) => {
    for (const name of Object.keys(markTypes) as ShownMark[])
      if (markTypes[name].isInSet(node.marks)) used.add(name);
  });
  return used;
}
