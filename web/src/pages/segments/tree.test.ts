// The engine behind the editor: what is read means what was stored, steps can be undone, and what passes here passes the
// server. Random conditions and people are those the server's own tests are run on.
import {
  campaignOutcomes,
  consentStates,
  segmentLeaves,
  segmentLimits,
} from '@sampark/contracts/segment-fields.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCondition } from '../../../../server/src/segments/check-condition.ts';
import { conditionsOf } from '../../../../server/test/segments/conditions.ts';
import { fits } from '../../../../server/test/segments/evaluate.ts';
import { makePeople, type World } from '../../../../server/test/segments/people.ts';
import { checkTree } from './check-tree.ts';
import { editTree, refusalOf, type Edit } from './edit-tree.ts';
import { allFields, consents, fieldSpecs, outcomes, segmentBounds } from './fields.ts';
import { readTree } from './read-tree.ts';
import {
  findNode,
  groupKinds,
  isGroup,
  measureTree,
  nodesOf,
  placeOf,
  writeTree,
  type Group,
  type Node,
} from './tree.ts';

const ids = (first: string) =>
  Array.from({ length: 3 }, (_, n) => `${first}0000000-0000-4000-8000-00000000000${n}`);
const world: World = { workspace_id: '', people: makePeople(60, 7), campaigns: ids('a'), imports: ids('b') };
const conditions = conditionsOf(world.campaigns, world.imports);
const runs = { numRuns: 300, seed: 20_261_122 };

function treeOf(condition: unknown): Group {
  const read = readTree(condition);
  if (!('root' in read)) throw new Error(`${read.place}: ${read.fault}`);
  return read.root;
}
const trees = conditions.map(treeOf);
const whom = (condition: SegmentCondition) =>
  world.people.filter((one) => fits(one, condition, world)).map((one) => one.id);
const bare = (node: Node): unknown =>
  isGroup(node) ? { kind: node.kind, parts: node.parts.map(bare) } : { ...node, id: '' };
const leavesOf = (root: Group) =>
  nodesOf(root).flatMap((one) => (isGroup(one) ? [] : [JSON.stringify({ ...one, id: '' })]));

describe('reading and writing', () => {
  it('keeps whom a condition means', () => {
    fc.assert(
      fc.property(conditions, (condition) => {
        expect(whom(writeTree(treeOf(condition)).condition)).toEqual(whom(condition));
      }),
      runs,
    );
  });

  it('reads what it wrote as the same groups and questions, and gives each an id of its own', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const once = treeOf(writeTree(tree).condition);
        expect(bare(treeOf(writeTree(once).condition))).toEqual(bare(once));
        const all = nodesOf(tree).map((one) => one.id);
        expect(new Set(all).size).toBe(all.length);
      }),
      runs,
    );
  });

  it('measures what it writes as the server does, and names the node at each place of it', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const { condition, nodeAt } = writeTree(tree);
        const size = (one: SegmentCondition): { parts: number; depth: number } => {
          const inner = 'all' in one ? one.all : 'any' in one ? one.any : 'not' in one ? [one.not] : [];
          const sizes = inner.map(size);
          return {
            parts: sizes.reduce((sum, part) => sum + part.parts, 1),
            depth: 1 + Math.max(0, ...sizes.map((part) => part.depth)),
          };
        };
        expect(measureTree(tree)).toEqual(size(condition));
        const at = (path: string) =>
          path
            .split('.')
            .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], { condition });
        for (const [path, id] of nodeAt) {
          const node = findNode(tree, id);
          expect(node && at(path)).toBeDefined();
        }
        expect(new Set(nodeAt.values()).size).toBe(nodesOf(tree).length);
      }),
      runs,
    );
  });

  it.each([
    [null, 'condition', 'not_a_condition'],
    [[], 'condition', 'not_a_condition'],
    [{ all: {} }, 'condition.all', 'not_a_condition'],
    [{ all: [{ any: [3] }] }, 'condition.all.0.any.0', 'not_a_condition'],
    [{ all: [], any: [] }, 'condition', 'group_and_more'],
    [{ not: { field: 'mood', op: 'is' } }, 'condition.not.field', 'field'],
    [{ field: 'toString', op: 'exists' }, 'condition.field', 'field'],
    [{ any: [{ field: 'country', op: 'like' }] }, 'condition.any.0.op', 'op'],
  ])('says where %j stops being a condition', (given, place, fault) => {
    expect(readTree(given)).toEqual({ place, fault });
  });

  it.each([
    [
      {
        not: {
          any: [
            { field: 'name', op: 'exists' },
            { field: 'email', op: 'exists' },
          ],
        },
      },
      ['none', 'name', 'email'],
    ],
    [{ not: { field: 'name', op: 'exists' } }, ['all', '!name']],
    [{ not: { not: { field: 'name', op: 'exists' } } }, ['none', '!name']],
    [{ not: { all: [{ field: 'name', op: 'exists' }] } }, ['none', 'all', 'name']],
    [{ field: 'language', op: 'equals', value: 'bn' }, ['all', 'language']],
  ])('reads %j as people say it', (given, expected) => {
    const said = nodesOf(treeOf(given)).map((one) =>
      isGroup(one) ? one.kind : `${one.not ? '!' : ''}${one.field}`,
    );
    expect(said).toEqual(expected);
  });
});

describe('edits', () => {
  const edits = (root: Group): fc.Arbitrary<Edit> => {
    const id = fc.constantFrom(...nodesOf(root).map((one) => one.id));
    return fc.oneof(
      fc.record({
        kind: fc.constantFrom('remove', 'copy', 'move-up', 'move-down', 'take-apart'),
        id,
      }) as fc.Arbitrary<Edit>,
      fc.record({ kind: fc.constant('wrap' as const), id, as: fc.constantFrom(...groupKinds) }),
      fc.record({ kind: fc.constant('regroup' as const), id, as: fc.constantFrom(...groupKinds) }),
      fc.record({
        kind: fc.constant('add' as const),
        group: id,
        node: fc.constant({ id: 'new', field: 'name' as const, op: 'exists' }),
      }),
    );
  };
  const edited = trees.chain((tree) => edits(tree).map((edit) => ({ tree, edit })));

  it('keep ids apart, the outermost group in its place, and no group within it empty', () => {
    fc.assert(
      fc.property(edited, ({ tree, edit }) => {
        const before = JSON.stringify(tree);
        const next = editTree(tree, edit);
        expect(JSON.stringify(tree)).toBe(before);
        expect(next.id).toBe(tree.id);
        const all = nodesOf(next);
        expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
        for (const one of all) if (isGroup(one) && one !== next) expect(one.parts.length).toBeGreaterThan(0);
      }),
      { ...runs, numRuns: 800 },
    );
  });

  it('lose and invent no question but the one that is meant', () => {
    fc.assert(
      fc.property(edited, ({ tree, edit }) => {
        const [was, is] = [leavesOf(tree), leavesOf(editTree(tree, edit))];
        if (edit.kind === 'copy' || edit.kind === 'add') expect(is.length).toBeGreaterThanOrEqual(was.length);
        else if (edit.kind === 'remove') {
          const gone = findNode(tree, edit.id);
          const lost = !gone || gone.id === tree.id ? 0 : nodesOf(gone).filter((one) => !isGroup(one)).length;
          expect(is).toHaveLength(was.length - lost);
        } else expect(is.toSorted()).toEqual(was.toSorted());
      }),
      { ...runs, numRuns: 800 },
    );
  });

  it('a step is undone by a step the other way, unless its group went', () => {
    fc.assert(
      fc.property(trees, fc.nat(), fc.boolean(), (tree, pick, up) => {
        const inner = nodesOf(tree).slice(1);
        const node = inner[pick % inner.length];
        if (!node) return;
        const [there, back] = up ? (['move-up', 'move-down'] as const) : (['move-down', 'move-up'] as const);
        const next = editTree(tree, { kind: there, id: node.id });
        const left = placeOf(tree, node.id)?.group;
        if (next === tree || (left?.parts.length === 1 && !findNode(next, left.id))) return;
        expect(editTree(next, { kind: back, id: node.id })).toEqual(tree);
      }),
      runs,
    );
  });

  it('steps lead a question to every place: down to the end, and up through every group to the start', () => {
    const tree = treeOf({
      all: [
        { field: 'name', op: 'exists' },
        { any: [{ field: 'email', op: 'exists' }, { all: [{ field: 'country', op: 'exists' }] }] },
      ],
    });
    const name = tree.parts[0]?.id ?? '';
    const places: string[] = [];
    let now = tree;
    for (;;) {
      const next = editTree(now, { kind: 'move-down', id: name });
      if (next === now) break;
      now = next;
      const { group, index } = placeOf(now, name) ?? { group: now, index: -1 };
      places.push(`${group.kind} ${index}`);
    }
    expect(places).toEqual(['any 0', 'any 1', 'all 0', 'all 1', 'any 2', 'all 1']);
  });

  it('a group may be wrapped and taken apart again; a copy stands behind its original', () => {
    const tree = treeOf({
      all: [
        { field: 'name', op: 'exists' },
        { field: 'email', op: 'exists' },
      ],
    });
    const first = tree.parts[0]?.id ?? '';
    const wrapped = editTree(tree, { kind: 'wrap', id: first, as: 'none' });
    expect(writeTree(wrapped).condition).toEqual({
      all: [{ not: { field: 'name', op: 'exists' } }, { field: 'email', op: 'exists' }],
    });
    const group = placeOf(wrapped, first)?.group.id ?? '';
    expect(editTree(wrapped, { kind: 'take-apart', id: group })).toEqual(tree);
    const copied = editTree(tree, { kind: 'copy', id: first });
    expect(copied.parts.map((one) => (isGroup(one) ? '' : one.field))).toEqual(['name', 'name', 'email']);
  });

  it('says when the next step would be too deep or too large, and never keeps anybody from making it smaller', () => {
    let tree = treeOf({ field: 'name', op: 'exists' });
    const leaf = tree.parts[0]?.id ?? '';
    for (let depth = 2; depth < segmentBounds.depth; depth++)
      tree = editTree(tree, { kind: 'wrap', id: leaf, as: 'any' });
    expect(measureTree(tree).depth).toBe(segmentBounds.depth);
    expect(refusalOf(tree, editTree(tree, { kind: 'wrap', id: leaf, as: 'any' }))).toBe('depth');
    const wide = treeOf({ all: Array.from({ length: 59 }, () => ({ field: 'name', op: 'exists' })) });
    const one = wide.parts[0]?.id ?? '';
    expect(refusalOf(wide, editTree(wide, { kind: 'copy', id: one }))).toBe('size');
    const over = { ...wide, parts: [...wide.parts, ...wide.parts] };
    expect(refusalOf(over, editTree(over, { kind: 'remove', id: one }))).toBeUndefined();
  });
});

describe('checking', () => {
  it('finds nothing in what can be run, and the server finds nothing in what passes here', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const { parts, depth } = measureTree(tree);
        const small = parts <= segmentBounds.conditions && depth <= segmentBounds.depth;
        expect(checkTree(tree).length === 0).toBe(small);
        expect(checkCondition(writeTree(tree).condition).length === 0).toBe(small);
      }),
      runs,
    );
  });

  it.each([
    [{ field: 'country', op: 'in', value: [] }, 'list_missing'],
    [{ field: 'demographics', key: ' ', op: 'exists' }, 'key_missing'],
    [{ field: 'campaign', op: 'equals', value: 'read' }, 'campaign_missing'],
    [{ field: 'consent', op: 'equals', value: 'granted', channel: 'signal' }, 'channel_missing'],
    [{ field: 'lead_score', op: 'at_least', value: 101 }, 'number_outside'],
    [{ field: 'lead_score', op: 'at_least', value: 7.5 }, 'not_a_number'],
    [{ field: 'lead_score', op: 'between', value: [70, 40] }, 'range_reversed'],
    [{ field: 'last_reply', op: 'after' }, 'date_missing'],
    [
      { field: 'created_at', op: 'between', value: ['2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z'] },
      'dates_reversed',
    ],
    [{ field: 'last_written', op: 'within_days', value: 367 }, 'days_outside'],
    [{ field: 'phone_number', op: 'starts_with', value: '0171' }, 'phone_form'],
    [{ field: 'name', op: 'contains', value: ' ' }, 'value_missing'],
    [{ all: [] }, 'empty_group'],
  ])('%j: %s', (given, code) => {
    expect(checkTree(treeOf(given)).map((one) => one.code)).toEqual([code]);
  });
});

it('offers what the contract knows: every field, every operator but “is” where “is one of” says it', () => {
  expect(allFields.toSorted()).toEqual(Object.keys(segmentLeaves).toSorted());
  for (const field of allFields) {
    const known = Object.keys(segmentLeaves[field]);
    const offered = Object.keys(fieldSpecs[field].ops);
    const doubled = ['language', 'country', 'time_zone'].includes(field);
    expect(offered.toSorted()).toEqual(known.filter((op) => !doubled || op !== 'equals').toSorted());
  }
  expect(segmentBounds).toEqual({ depth: segmentLimits.depth, conditions: segmentLimits.conditions });
  expect([outcomes, consents]).toEqual([campaignOutcomes, consentStates]);
});
