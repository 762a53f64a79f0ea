import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { givenMasterKeys } from './master-keys.ts';
import { openBytes, sealBytes } from './seal-words.ts';
import { PersonKeys } from './vault.ts';

const key = () => createSecretKey(randomBytes(32));
const text = fc.string({ unit: 'grapheme', maxLength: 200 });

it('what is sealed opens with its key, person and column, and with nothing else', () => {
  const [own, other] = [key(), key()];
  fc.assert(
    fc.property(text, fc.uuid(), fc.uuid(), (plain, person, somebody) => {
      fc.pre(person !== somebody);
      const sealed = sealBytes(own, person, 'a.b', plain);
      expect(openBytes(own, person, 'a.b', sealed).toString()).toBe(plain.toWellFormed());
      expect(() => openBytes(other, person, 'a.b', sealed)).toThrow();
      expect(() => openBytes(own, somebody, 'a.b', sealed)).toThrow();
      expect(() => openBytes(own, person, 'a.c', sealed)).toThrow();
      // The same text never looks the same twice.
      expect(sealBytes(own, person, 'a.b', plain).equals(sealed)).toBe(false);
    }),
  );
});

it('one changed bit anywhere is noticed', () => {
  const own = key();
  fc.assert(
    fc.property(text, fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, at, bit) => {
      const sealed = sealBytes(own, 'p', 'c', plain);
      const place = at % sealed.length;
      sealed[place] = (sealed[place] ?? 0) ^ (1 << bit);
      expect(() => openBytes(own, 'p', 'c', sealed)).toThrow();
    }),
  );
});

it('inside JSON every sealed text opens, whatever is around it, and what was never sealed stays', () => {
  const keys = new PersonKeys(new Map([['p', key()]]));
  const gone = new PersonKeys(new Map());
  fc.assert(
    fc.property(fc.jsonValue(), text, (around, plain) => {
      const value = { around, words: [keys.sealText('p', 'c', plain)] };
      const stored: unknown = JSON.parse(JSON.stringify(value));
      expect(keys.openAll('p', 'c', stored)).toEqual({
        around: JSON.parse(JSON.stringify(around)) as unknown,
        words: [plain.toWellFormed()],
      });
      expect(gone.openAll('p', 'c', stored)).toMatchObject({ words: [null] });
    }),
  );
  // Of whose key cannot be opened, what they wrote is kept in the open and nothing else is sealed.
  const closed = new PersonKeys(new Map(), new Set(['p']));
  expect(closed.keepText('p', 'c', 'STOP')).toBe('STOP');
  expect(() => closed.sealText('p', 'c', 'words')).toThrow('The key of this person cannot be opened');
  // Nothing is kept of what is written when the key is gone.
  expect(keys.openText('p', 'c', gone.sealText('p', 'c', 'late'))).toBeNull();
});

it('keys are wrapped for their person, with the newest version, and open with any that is there', async () => {
  const [one, two] = [randomBytes(32), randomBytes(32)];
  const old = givenMasterKeys(new Map([[1, one]]));
  const both = givenMasterKeys(new Map([[2, two], [1, one]])); // prettier-ignore
  const bytes = randomBytes(32);
  const before = await old.wrap([{ person: 'p', key: bytes }]);
  const after = await both.wrap([{ person: 'p', key: bytes }]);
  expect([before[0]?.version, after[0]?.version]).toEqual([1, 2]);
  expect(await both.unwrap([...before, ...after])).toEqual([bytes, bytes]);
  expect(await old.unwrap(after)).toEqual(['missing']);
  const foreign = before.map((row) => ({ ...row, person: 'q' }));
  expect(await old.unwrap([...foreign, ...before])).toEqual(['broken', bytes]);
  expect(old.id(1)).not.toBe(both.id(2));
  expect(old.id(1)).toBe(both.id(1));
});
