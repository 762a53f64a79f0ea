// From the stored form of a condition, or from what somebody pasted, to groups and questions. Pure: whatever comes in, either
// a tree comes out or the place where it stops being a condition.
import type { SegmentField } from '@sampark/contracts/segment-fields.ts';
import { fieldSpecs } from './fields.ts';
import { emptyTree, idsAfter, type Group, type GroupKind, type Leaf, type Node } from './tree.ts';

export type ReadFault = { place: string; fault: 'not_a_condition' | 'group_and_more' | 'field' | 'op' };

/** The outermost is always a group. */
export function readTree(condition: unknown, place = 'condition'): { root: Group } | ReadFault {
  const newId = idsAfter({ id: 'n0', kind: 'all', parts: [] });
  try {
    const node = read(condition, place, newId);
    return { root: 'parts' in node ? node : { id: newId(), kind: 'all', parts: [node] } };
  } catch (error) {
    if (error instanceof Unreadable) return error.at;
    throw error;
  }
}

class Unreadable extends Error {
  readonly at: ReadFault;
  constructor(place: string, fault: ReadFault['fault']) {
    super(fault);
    this.at = { place, fault };
  }
}

function read(value: unknown, place: string, newId: () => string): Node {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Unreadable(place, 'not_a_condition');
  const given = value as Record<string, unknown>;
  const word = (['all', 'any', 'not'] as const).find((one) => Object.hasOwn(given, one));
  if (word === undefined) return readLeaf(given, place, newId);
  if (Object.keys(given).length > 1) throw new Unreadable(place, 'group_and_more');
  const group = (kind: GroupKind, list: unknown, at: string): Group => {
    if (!Array.isArray(list)) throw new Unreadable(at, 'not_a_condition');
    const id = newId();
    return { id, kind, parts: list.map((one, index) => read(one, `${at}.${index}`, newId)) };
  };
  if (word !== 'not') return group(word, given[word], `${place}.${word}`);
  const inner: unknown = given.not;
  const any = typeof inner === 'object' && inner !== null && Object.keys(inner).join() === 'any';
  if (any) return group('none', (inner as { any: unknown }).any, `${place}.not.any`);
  const node = read(inner, `${place}.not`, newId);
  if (!('parts' in node) && !node.not) return { ...node, not: true };
  return { id: newId(), kind: 'none', parts: [node] };
}

function readLeaf(given: Record<string, unknown>, place: string, newId: () => string): Leaf {
  const { field, op } = given;
  if (typeof field !== 'string' || !Object.hasOwn(fieldSpecs, field))
    throw new Unreadable(`${place}.field`, 'field');
  const known = fieldSpecs[field as SegmentField];
  const leaf = { ...given, id: newId(), field: field as SegmentField, op: String(op) } as Leaf;
  const single = leaf.op === 'equals' && 'in' in known.ops && typeof leaf.value !== 'boolean';
  // “Is” one value is “is one of” with one: the editor has one way to say it.
  if (single && leaf.value !== undefined) return { ...leaf, op: 'in', value: [leaf.value] };
  if (!Object.hasOwn(known.ops, leaf.op)) throw new Unreadable(`${place}.op`, 'op');
  return leaf;
}

/** What an editor begins with. What cannot be read, such as from an address, begins empty. */
export function startTree(condition: unknown): Group {
  const read = condition === undefined ? undefined : readTree(condition);
  return read && 'root' in read ? read.root : emptyTree;
}
