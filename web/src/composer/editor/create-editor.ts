// The editor of one message: ProseMirror with this schema, its keys, its undo. What input methods do to the page it reads
// back from the page, so composing letters are never drawn over (docs/decisions/0020).
import { baseKeymap, chainCommands, splitBlock } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { EditorState, NodeSelection, type Command } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { ShownMark } from '@sampark/contracts/shown-marks.ts';
import type { MessageText } from '../message-field.tsx';
import { readMarkup } from '../markup/read-markup.ts';
import { writeMarkup } from '../markup/write-markup.ts';
import { clipboardProps } from './clipboard.ts';
import { deleteTag, isMarked, toggleMark } from './commands.ts';
import { toDocument, toLines } from './document.ts';
import { nodes, sourceOf } from './schema.ts';
import { settlePlugin } from './settle-plugin.ts';
import { tagView, type TagLooks } from './tag-view.ts';
import { typedTags } from './typed-tags.ts';

export type EditorEvents = {
  /** Asked whenever it is drawn. */
  editable: () => boolean;
  /** Marks the channels do not show: keys do not set them, and they are not pasted. */
  off: () => readonly ShownMark[];
  onChange: (value: MessageText) => void;
  onState: (state: EditorState) => void;
  /** A tag was pressed, or Enter on it. */
  onTag: (at: number, source: string) => void;
  onLink: () => void;
  onToolbar: () => void;
};

export function createEditor(
  place: HTMLElement,
  value: MessageText,
  looks: TagLooks,
  events: EditorEvents,
): EditorView {
  const marking =
    (name: Exclude<ShownMark, 'link'>): Command =>
    (state, dispatch) =>
      // What stands there already can always be taken off.
      events.off().includes(name) && !isMarked(state, name) ? true : toggleMark(name)(state, dispatch);
  const openTag: Command = ({ selection }) => {
    if (!(selection instanceof NodeSelection) || selection.node.type !== nodes.tag) return false;
    events.onTag(selection.from, sourceOf(selection.node));
    return true;
  };
  const keys = keymap({
    'Mod-b': marking('bold'),
    'Mod-i': marking('italic'),
    'Mod-Shift-x': marking('strike'),
    'Mod-Shift-c': marking('mono'),
    'Mod-Shift-u': () => {
      if (!events.off().includes('link')) events.onLink();
      return true;
    },
    'Mod-z': undo,
    'Mod-y': redo,
    'Shift-Mod-z': redo,
    Enter: chainCommands(openTag, splitBlock),
    'Shift-Enter': splitBlock,
    Backspace: chainCommands(deleteTag('before'), baseKeymap['Backspace'] ?? (() => false)),
    Delete: chainCommands(deleteTag('after'), baseKeymap['Delete'] ?? (() => false)),
    'Alt-F10': () => {
      events.onToolbar();
      return true;
    },
  });
  const plugins = [keys, keymap(baseKeymap), history(), typedTags(), settlePlugin()];
  const view: EditorView = new EditorView(
    { mount: place },
    {
      state: stateOf(value, plugins),
      editable: events.editable,
      nodeViews: { tag: tagView(looks, events.onTag) },
      ...clipboardProps(events.off),
      dispatchTransaction(change) {
        // A change of our own may follow from within this one; each is told when it has been applied.
        view.updateState(view.state.apply(change));
        if (view.isDestroyed) return;
        events.onState(view.state);
        if (change.docChanged)
          events.onChange({ text: writeMarkup(toLines(view.state.doc)), format: 'rich' });
      },
    },
  );
  return view;
}

/** Another text from outside, such as the server's. What could be undone belonged to the one before. */
export function showText(view: EditorView, value: MessageText): void {
  view.updateState(stateOf(value, [...view.state.plugins]));
}

function stateOf({ text, format }: MessageText, plugins: EditorState['plugins']): EditorState {
  return EditorState.create({ doc: toDocument(readMarkup(text, format)), plugins: [...plugins] });
}
