// What can be done to a condition while it is written. Pure: the tree goes in, a new one comes out, or the same one where the
// step is not possible. No group but the outermost is ever left empty.
import { segmentBounds } from './fields.ts';
import {
  findNode,
  idsAfter,
  isGroup,
  measureTree,
  placeOf,
  type Group,
  type GroupKind,
  type Leaf,
  type Node,
} from './tree.ts';

export type Edit =
  | { kind: 'add'; group: string; node: Node }
  | { kind: 'change'; id: string; leaf: Partial<Omit<Leaf, 'id'>> }
  | { kind: 'replace'; leaf: Leaf }
  | { kind: 'regroup'; id: string; as: GroupKind }
  | { kind: 'remove' | 'copy' | 'move-up' | 'move-down' | 'take-apart'; id: string }
  | { kind: 'wrap'; id: string; as: GroupKind };

export function editTree(root: Group, edit: Edit): Group {
  switch (edit.kind) {
    case 'add':
      return edited(root, edit.group, (group) =>
        isGroup(group)
          ? [{ ...group, parts: [...group.parts, renamed(edit.node, idsAfter(root))] }]
          : [group],
      );
    case 'change':
      return edited(root, edit.id, (leaf) => (isGroup(leaf) ? [leaf] : [{ ...leaf, ...edit.leaf }]));
    case 'replace':
      return edited(root, edit.leaf.id, (leaf) => (isGroup(leaf) ? [leaf] : [edit.leaf]));
    case 'regroup':
      return edited(root, edit.id, (group) => (isGroup(group) ? [{ ...group, kind: edit.as }] : [group]));
    case 'remove':
      return edit.id === root.id ? root : pruned(edited(root, edit.id, () => []));
    case 'copy':
      return edited(root, edit.id, (node) => [node, renamed(node, idsAfter(root))]);
    case 'wrap':
      return edited(root, edit.id, (node) => [{ id: idsAfter(root)(), kind: edit.as, parts: [node] }]);
    case 'take-apart':
      return edit.id === root.id
        ? root
        : edited(root, edit.id, (group) => (isGroup(group) ? group.parts : [group]));
    case 'move-up':
      return moved(root, edit.id, -1);
    case 'move-down':
      return moved(root, edit.id, 1);
  }
}

/** Why the tree that an edit would make is refused: larger than what can be run. What is too large already may shrink. */
export function refusalOf(before: Group, after: Group): 'depth' | 'size' | undefined {
  const [was, is] = [measureTree(before), measureTree(after)];
  if (is.depth > segmentBounds.depth && is.depth > was.depth) return 'depth';
  if (is.parts > segmentBounds.conditions && is.parts > was.parts) return 'size';
  return undefined;
}

/** The node becomes what `by` makes of it; the outermost group is itself or what it becomes. */
function edited(root: Group, id: string, by: (node: Node) => Node[]): Group {
  if (root.id === id) {
    const [next] = by(root);
    return next && next.id === root.id && isGroup(next) ? next : root;
  }
  const place = placeOf(root, id);
  const node = place?.group.parts[place.index];
  if (!place || !node) return root;
  const parts = place.group.parts.toSpliced(place.index, 1, ...by(node));
  return withGroup(root, { ...place.group, parts });
}

function withGroup(root: Group, group: Group): Group {
  if (root.id === group.id) return group;
  return {
    ...root,
    parts: root.parts.map((one) => (isGroup(one) && findNode(one, group.id) ? withGroup(one, group) : one)),
  };
}

/** Groups in which nothing is left go, too. */
function pruned(root: Group): Group {
  const kept = root.parts.flatMap((one): Node[] => {
    if (!isGroup(one)) return [one];
    const inner = pruned(one);
    return inner.parts.length === 0 ? [] : [inner];
  });
  return { ...root, parts: kept };
}

/**
 * One step as a reader sees it: past the neighbour, into a group that stands there, or out of the group at its edge. A step
 * the other way undoes it, unless the group it left went.
 */
function moved(root: Group, id: string, by: 1 | -1): Group {
  const place = placeOf(root, id);
  const node = place?.group.parts[place.index];
  if (!place || !node) return root;
  const { group, index } = place;
  const neighbour = group.parts[index + by];
  const without = group.parts.toSpliced(index, 1);
  if (neighbour && isGroup(neighbour)) {
    const inner = by < 0 ? [...neighbour.parts, node] : [node, ...neighbour.parts];
    const parts = without.map((one) => (one.id === neighbour.id ? { ...neighbour, parts: inner } : one));
    return withGroup(root, { ...group, parts });
  }
  if (neighbour) return withGroup(root, { ...group, parts: without.toSpliced(index + by, 0, node) });
  const outer = placeOf(root, group.id);
  if (!outer) return root;
  const left = { ...group, parts: without };
  const beside = by < 0 ? [node, left] : [left, node];
  const parts = outer.group.parts.toSpliced(outer.index, 1, ...beside);
  return pruned(withGroup(root, { ...outer.group, parts }));
}

function renamed(node: Node, newId: () => string): Node {
  const id = newId();
  return isGroup(node)
    ? { ...node, id, parts: node.parts.map((one) => renamed(one, newId)) }
    : { ...node, id };
}
