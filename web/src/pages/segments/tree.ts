// A condition while it is being written: groups and questions with ids, some of them not finished yet. Pure.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import type { SegmentField } from '@sampark/contracts/segment-fields.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';

/** One question. `not`: everybody else. What is left out has not been answered yet. */
export type Leaf = {
  id: string;
  field: SegmentField;
  op: string;
  not?: boolean | undefined;
  key?: string | undefined;
  channel?: Channel | undefined;
  purpose?: Purpose | undefined;
  campaign_id?: string | undefined;
  value?: unknown;
};

export const groupKinds = ['all', 'any', 'none'] as const;
export type GroupKind = (typeof groupKinds)[number];
export type Group = { id: string; kind: GroupKind; parts: Node[] };
export type Node = Leaf | Group;

export const isGroup = (node: Node): node is Group => 'parts' in node;

const told = ['key', 'channel', 'purpose', 'campaign_id', 'value'] as const;

/** The stored form, with the node that stands at each place of it: `condition.all.0`. Unfinished questions stay unfinished. */
export function writeTree(
  root: Node,
  place = 'condition',
): { condition: SegmentCondition; nodeAt: ReadonlyMap<string, string> } {
  const nodeAt = new Map<string, string>();
  return { condition: write(root, place, nodeAt) as SegmentCondition, nodeAt };
}

function write(node: Node, place: string, nodeAt: Map<string, string>): unknown {
  nodeAt.set(place, node.id);
  if (!isGroup(node)) {
    if (node.not) nodeAt.set(`${place}.not`, node.id);
    const leaf = Object.fromEntries([
      ['field', node.field],
      ['op', node.op],
      ...told.flatMap((part) => (node[part] === undefined ? [] : [[part, node[part]]])),
    ]) as unknown;
    return node.not ? { not: leaf } : leaf;
  }
  const list = (at: string) => node.parts.map((part, index) => write(part, `${at}.${index}`, nodeAt));
  if (node.kind !== 'none') return { [node.kind]: list(`${place}.${node.kind}`) };
  const [only] = node.parts;
  if (only && node.parts.length === 1) return { not: write(only, `${place}.not`, nodeAt) };
  nodeAt.set(`${place}.not`, node.id);
  return { not: { any: list(`${place}.not.any`) } };
}

/** How large the stored form is: parts, and levels below one another. A question that is negated counts as two of each. */
export function measureTree(node: Node): { parts: number; depth: number } {
  if (!isGroup(node)) return node.not ? { parts: 2, depth: 2 } : { parts: 1, depth: 1 };
  const inner = node.parts.map(measureTree);
  const own = node.kind === 'none' && node.parts.length > 1 ? 2 : 1;
  return {
    parts: inner.reduce((sum, one) => sum + one.parts, own),
    depth: own + Math.max(0, ...inner.map((one) => one.depth)),
  };
}

/** Every node, the outer one first. */
export function nodesOf(node: Node): Node[] {
  return isGroup(node) ? [node, ...node.parts.flatMap(nodesOf)] : [node];
}

export const findNode = (root: Node, id: string): Node | undefined =>
  nodesOf(root).find((one) => one.id === id);

/** The group a node stands in, and at which place. */
export function placeOf(root: Group, id: string): { group: Group; index: number } | undefined {
  for (const group of nodesOf(root)) {
    if (!isGroup(group)) continue;
    const index = group.parts.findIndex((one) => one.id === id);
    if (index >= 0) return { group, index };
  }
  return undefined;
}

/** Numbers of ids go on after the largest there is. */
export function idsAfter(root: Node): () => string {
  let last = Math.max(0, ...nodesOf(root).map((one) => Number(/^n(\d+)$/.exec(one.id)?.[1] ?? 0)));
  return () => `n${++last}`;
}

export const emptyTree: Group = { id: 'n1', kind: 'all', parts: [] };
