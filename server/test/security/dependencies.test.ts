// What `npm run audit` (part of .ci/run) lets pass.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
// @ts-expect-error a script without types
import { lockfileFaults, readAdvisories } from '../../../scripts/dependency-faults.mjs';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8')) as Record<string, object>;
const faultsOf = lockfileFaults as (lock: object, allowed: object | undefined) => string[];
const advisoriesOf = readAdvisories as (text: string) => { asked: boolean; why?: string; serious?: object[] };

it('the lock file holds pinned packages of the registry, and programs run at installation are on our list', () => {
  expect(faultsOf(read('package-lock.json'), read('package.json')['allowScripts'])).toEqual([]);
});

it.each([
  [
    { integrity: 'sha512-x', resolved: 'git+ssh://git@github.com/a/b.git#1' },
    'comes from git+ssh://git@github.com/a/b.git#1',
  ],
  [
    { integrity: 'sha512-x', resolved: 'https://registry.npmjs.org.evil.example/b.tgz' },
    'comes from https://registry.npmjs.org.evil.example/b.tgz',
  ],
  [{ resolved: 'https://registry.npmjs.org/b.tgz' }, 'is not pinned by a SHA-512'],
  [{ integrity: 'sha1-x' }, 'is not pinned by a SHA-512'],
  [{ integrity: 'sha512-x', hasInstallScript: true }, 'runs a program when it is installed'],
])('not %j', (one, fault) => {
  expect(faultsOf({ packages: { '': {}, 'node_modules/@a/b': one } }, { c: true })).toEqual([
    `@a/b ${fault}`,
  ]);
});

it('an advisory that is high or critical counts; a registry that cannot be asked is told', () => {
  const report = (severity: string) =>
    JSON.stringify({
      metadata: { vulnerabilities: {}, dependencies: { total: 1 } },
      vulnerabilities: { a: { name: 'a', severity } },
    });
  expect(advisoriesOf(report('critical')).serious).toHaveLength(1);
  expect(advisoriesOf(report('high')).serious).toHaveLength(1);
  expect(advisoriesOf(report('moderate'))).toMatchObject({ asked: true, serious: [] });
  const refused = { message: '405 Method Not Allowed', error: { summary: '' } };
  expect(advisoriesOf(JSON.stringify(refused))).toEqual({ asked: false, why: '405 Method Not Allowed' });
  expect(advisoriesOf('')).toEqual({ asked: false, why: 'no answer' });
});
