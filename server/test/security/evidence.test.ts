// What docs/security.md names as evidence is there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const folders = ['', 'docs', 'server', 'server/test', 'server/test/security', 'server/src'];

it('every file that docs/security.md names is there', () => {
  const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
  const named = [...page.matchAll(/`([\w./-]+\.(?:ts|md|sql))`|\]\(([\w./-]+\.md)\)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  const missing = named.filter((file) => !folders.some((folder) => existsSync(join(root, folder, file))));
  expect(missing).toEqual([]);
  expect(new Set(named).size).toBeGreaterThan(80);
});

it('every item of ASVS stands there once, with a verdict and what it rests on', () => {
  const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
  const items = [...page.matchAll(/^\| (\d+\.\d+\.\d+)\s*\| (\S+)\s*\| (.+?)\s*\|$/gm)];
  const numbers = items.map(([, number]) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  const count = (verdict: string) => items.filter(([, , one]) => one === verdict).length;
  // The sentence above the tables tells the same.
  const [, ...told] = /(\d+) items, of which (\d+) are met, (\d+) partly\s+and (\d+)/.exec(page) ?? [];
  expect(told.map(Number)).toEqual([items.length, count('met'), count('partly'), count('–')]);
  expect(count('met') + count('partly') + count('–')).toBe(items.length);
});
