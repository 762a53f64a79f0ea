// What every part of the editor needs: the condition, its words, what is wrong with it, and where the keyboard goes on after
// a step has moved or removed what it stood on.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import type { Fault } from './check-tree.ts';
import type { Speech } from './describe-tree.ts';
import { editTree } from './edit-tree.ts';
import { faultWords } from './fault-words.ts';
import { idsAfter, isGroup, placeOf, type GroupKind, type Leaf } from './tree.ts';
import type { Builder } from './use-builder.ts';
import { useSpeech, type Known } from './use-fields.ts';

/** Words of ours, or the server's own. */
export type ShownFault = { part: Fault['part']; words: MessageDescriptor | string };
export type BuilderView = ReturnType<typeof useBuilderView>;

const moved = msg({ message: 'Moved: now number {at} of {count} in its group' });
const removed = msg`Removed`;
const copied = msg`Copied`;
const grouped = msg`Put into a group of its own`;
const apart = msg`The group is taken apart`;
const notThis = msg`The server refuses this part. Choose it anew.`;

export function useBuilderView(
  builder: Builder,
  known: Known,
  more: { disabled: boolean; refusedBy: unknown; showAll: boolean },
) {
  const { i18n } = useLingui();
  const speech: Speech = useSpeech(known);
  const frame = useRef<HTMLDivElement>(null);
  const wanted = useRef<{ id: string; part: string }>(undefined);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState('');
  const { root } = builder;

  useEffect(() => {
    const go = wanted.current;
    if (!go) return;
    wanted.current = undefined;
    const place = frame.current?.querySelector(`[data-node="${go.id}"]`);
    const part = place?.querySelector<HTMLElement>(`[data-part="${go.part}"]`);
    (part ?? place?.querySelector<HTMLElement>('button, select, input'))?.focus();
  }, [root]);

  const byServer = serverFaults(more.refusedBy, builder.nodeAt).map((one) => ({
    ...one,
    // What the server says is English.
    words: i18n.locale === 'en' ? one.words : notThis,
  }));
  const goTo = (id: string, part: string) => (wanted.current = { id, part });
  const move = (id: string, kind: 'move-up' | 'move-down', part = 'menu') => {
    const next = editTree(root, { kind, id });
    const place = placeOf(next, id);
    if (next === root || !place) return;
    goTo(id, part);
    builder.edit({ kind, id });
    setSaid(i18n._({ ...moved, values: { at: place.index + 1, count: place.group.parts.length } }));
  };
  return {
    ...{ builder, known, speech, frame, said },
    disabled: more.disabled,
    /** Of one part: nothing is called wrong while it is being written. */
    faultsOf: (id: string): ShownFault[] =>
      [
        ...builder.faults
          .filter((one) => one.id === id && (more.showAll || left.has(id)))
          .map(({ part, code }) => ({ part, words: faultWords[code] })),
        ...byServer.filter((one) => one.id === id),
      ].map(({ part, words }) => ({ part, words })),
    onLeave: (id: string) => {
      if (!left.has(id)) setLeft(new Set(left).add(id));
    },
    onKey: (event: KeyboardEvent<HTMLElement>, id: string) => {
      if (more.disabled || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
      event.preventDefault();
      event.stopPropagation();
      const part = (event.target as HTMLElement).dataset.part ?? 'menu';
      move(id, event.key === 'ArrowUp' ? 'move-up' : 'move-down', part);
    },
    move,
    add: (group: string, leaf: Leaf) => {
      goTo(idsAfter(root)(), 'value');
      builder.edit({ kind: 'add', group, node: leaf });
    },
    addGroup: (group: string, kind: GroupKind, leaf: Leaf) => {
      const newId = idsAfter(root);
      newId();
      goTo(newId(), 'value');
      builder.edit({ kind: 'add', group, node: { id: 'new', kind, parts: [leaf] } });
    },
    copy: (id: string) => {
      goTo(idsAfter(root)(), 'menu');
      builder.edit({ kind: 'copy', id });
      setSaid(i18n._(copied));
    },
    wrap: (id: string, as: GroupKind) => {
      goTo(idsAfter(root)(), 'kind');
      builder.edit({ kind: 'wrap', id, as });
      setSaid(i18n._(grouped));
    },
    takeApart: (id: string) => {
      const group = placeOf(root, id)?.group;
      if (group) goTo(group.id, 'kind');
      builder.edit({ kind: 'take-apart', id });
      setSaid(i18n._(apart));
    },
    /** The keyboard goes on from the part before, or from the group. */
    remove: (id: string) => {
      const place = placeOf(root, id);
      const before = place?.group.parts[place.index - 1] ?? place?.group.parts[place.index + 1];
      const gone = place && !before ? placeOf(root, place.group.id)?.group : undefined;
      const next = before ?? gone ?? place?.group ?? root;
      goTo(next.id, isGroup(next) ? 'kind' : 'menu');
      builder.edit({ kind: 'remove', id });
      setSaid(i18n._(removed));
    },
  };
}

/** What the server refused, at the node its place belongs to. */
export function serverFaults(
  error: unknown,
  nodeAt: ReadonlyMap<string, string>,
): { id: string; part: Fault['part']; words: string }[] {
  if (!(error instanceof ApiProblem)) return [];
  return error.fieldErrors.flatMap(({ field, reason, remedy }) => {
    let place = field.replace(/^body\.(target_segment\.)?/, '');
    while (place !== '' && !nodeAt.has(place)) place = place.replace(/\.?[^.]*$/, '');
    const id = nodeAt.get(place);
    if (id === undefined) return [];
    return [{ id, part: 'value' as const, words: remedy ? `${reason}. ${remedy}` : reason }];
  });
}
