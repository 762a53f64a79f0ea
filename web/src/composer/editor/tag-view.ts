// A tag as the author sees it: a chip with the name people know. One thing to the cursor, opened by a press or Enter.
import type { NodeViewConstructor } from 'prosemirror-view';
import { nodes, sourceOf } from './schema.ts';

/** A chip that hears `renamed` asks again. `label`: the words on it. `known`: false marks a name that nobody on record has. */
export type TagLooks = { label: (source: string) => string; known: (source: string) => boolean };

export function tagView(looks: TagLooks, onOpen: (at: number, source: string) => void): NodeViewConstructor {
  return (first, view, getPos) => {
    let node = first;
    const dom = document.createElement('span');
    const draw = () => {
      dom.textContent = looks.label(sourceOf(node));
      dom.dataset['source'] = sourceOf(node);
      dom.title = sourceOf(node);
      dom.className = looks.known(sourceOf(node)) ? 'message-chip' : 'message-chip message-chip-unknown';
    };
    draw();
    dom.addEventListener('renamed', draw);
    dom.addEventListener('click', () => {
      const at = getPos();
      if (at !== undefined && view.editable) onOpen(at, sourceOf(node));
    });
    return {
      dom,
      update(next) {
        if (next.type !== nodes.tag) return false;
        node = next;
        draw();
        return true;
      },
      ignoreMutation: () => true,
    };
  };
}
