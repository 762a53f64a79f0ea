import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelTemplate } from '../channels/channel.ts';
import { compareListing, type KeptTemplate } from './compare-listing.ts';

const began = new Date('2026-11-22T10:00:00Z');
const before = new Date(began.getTime() - 1);
const after = new Date(began.getTime() + 1);

const template = (more: Partial<ChannelTemplate> = {}): ChannelTemplate => ({
  ...{ external_id: '1', name: 'review', language: 'en', category: 'UTILITY', status: 'APPROVED' },
  ...{ quality: null, rejected_reason: null, parameter_format: 'POSITIONAL' },
  components: [{ type: 'BODY', text: 'Hello' }],
  ...more,
});
const kept = (more: Partial<KeptTemplate> = {}): KeptTemplate => ({
  ...{ ...template(), id: 'a', removed_at: null, updated_at: before },
  ...more,
});
const outcome = (known: KeptTemplate[], listed: ChannelTemplate[]) => {
  const { added, changed, gone } = compareListing(known, listed, began);
  return [added.length, changed.length, gone.length];
};

describe('a list against what is kept', () => {
  it.each<[string, KeptTemplate[], ChannelTemplate[], number[]]>([
    ['nothing new', [kept()], [template()], [0, 0, 0]],
    ['one more', [kept()], [template(), template({ language: 'bn' })], [1, 0, 0]],
    ['another status', [kept()], [template({ status: 'PAUSED' })], [0, 1, 0]],
    ['other words', [kept()], [template({ components: [{ type: 'BODY', text: 'Bye' }] })], [0, 1, 0]],
    ['gone', [kept()], [], [0, 0, 1]],
    ['gone for long', [kept({ removed_at: before })], [], [0, 0, 0]],
    ['back', [kept({ removed_at: before })], [template()], [0, 1, 0]],
    [
      'told of by callback meanwhile',
      [kept({ updated_at: after, status: 'PAUSED' })],
      [template()],
      [0, 0, 0],
    ],
    ['added by somebody else meanwhile', [kept({ updated_at: after })], [], [0, 0, 0]],
    ['twice on two pages', [kept()], [template(), template()], [0, 0, 0]],
    [
      'the same keys in another order',
      [kept()],
      [template({ components: [{ text: 'Hello', type: 'BODY' }] })],
      [0, 0, 0],
    ],
  ])('%s', (_, known, listed, expected) => expect(outcome(known, listed)).toEqual(expected));

  it('once written down, the same list changes nothing', () => {
    const some = fc.uniqueArray(
      fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), status: fc.constantFrom('APPROVED', 'PAUSED') }),
      { selector: (one) => one.name },
    );
    fc.assert(
      fc.property(some, some, (first, second) => {
        const known = first.map((one) => kept({ ...one, id: one.name }));
        const listed = second.map((one) => template(one));
        const { added, changed, gone } = compareListing(known, listed, began);
        const names = new Set([...gone, ...changed.map((one) => one.kept)].map((one) => one.name));
        const written = [
          ...known.filter((one) => !names.has(one.name)),
          ...[...added, ...changed.map((one) => one.found)].map((one) => kept({ ...one, id: one.name })),
          ...gone.map((one) => ({ ...one, removed_at: began, updated_at: began })),
        ];
        expect(outcome(written, listed)).toEqual([0, 0, 0]);
        const there = written.filter((one) => one.removed_at === null);
        expect(there.map((one) => `${one.name} ${one.status}`).sort((a, b) => (a < b ? -1 : 1))).toEqual(
          listed.map((one) => `${one.name} ${one.status}`).sort((a, b) => (a < b ? -1 : 1)),
        );
      }),
    );
  });
});
