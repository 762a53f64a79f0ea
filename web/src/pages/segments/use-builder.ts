// A condition under the hands of its author: every step can be undone, and one that would make it too large is refused.
import { useMemo, useReducer } from 'react';
import { checkTree } from './check-tree.ts';
import { editTree, refusalOf, type Edit } from './edit-tree.ts';
import { emptyTree, writeTree, type Group } from './tree.ts';

type State = {
  root: Group;
  before: readonly Group[];
  after: readonly Group[];
  refused: 'depth' | 'size' | undefined;
};
type Step = { kind: 'edit'; edit: Edit } | { kind: 'undo' | 'redo' } | { kind: 'become'; root: Group };

const remembered = 100;

export type Builder = ReturnType<typeof useBuilder>;

export function useBuilder(start: Group = emptyTree) {
  const [state, step] = useReducer(next, {
    root: start,
    ...{ before: [], after: [], refused: undefined },
  });
  const { root } = state;
  const derived = useMemo(() => {
    const faults = checkTree(root);
    const { condition, nodeAt } = writeTree(root);
    return { faults, condition, nodeAt, json: JSON.stringify(condition), complete: faults.length === 0 };
  }, [root]);
  return {
    root,
    ...derived,
    refused: state.refused,
    edit: (edit: Edit) => step({ kind: 'edit', edit }),
    undo: state.before.length > 0 ? () => step({ kind: 'undo' }) : undefined,
    redo: state.after.length > 0 ? () => step({ kind: 'redo' }) : undefined,
    /** All of it anew, as one step that can be undone. */
    become: (next: Group) => step({ kind: 'become', root: next }),
  };
}

function next(state: State, step: Step): State {
  const { root, before, after } = state;
  switch (step.kind) {
    case 'undo': {
      const last = before.at(-1);
      if (!last) return state;
      return { root: last, before: before.slice(0, -1), after: [root, ...after], refused: undefined };
    }
    case 'redo': {
      const [first, ...rest] = after;
      return first ? { root: first, before: [...before, root], after: rest, refused: undefined } : state;
    }
    case 'edit':
    case 'become': {
      const made = step.kind === 'edit' ? editTree(root, step.edit) : step.root;
      if (made === root) return state;
      const refused = step.kind === 'edit' ? refusalOf(root, made) : undefined;
      if (refused) return { ...state, refused };
      return { root: made, before: [...before, root].slice(-remembered), after: [], refused: undefined };
    }
  }
}
