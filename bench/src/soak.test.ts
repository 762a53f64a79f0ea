// The soak in a few seconds: everything it starts works together, everybody is answered and nothing is lost or doubled.
// How fast is said by the bench itself, on a machine at rest.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const bench = fileURLToPath(new URL('soak.ts', import.meta.url));
const args = '--json --seconds 6 --size 3000 --sessions 200 --rate 40 --processes 1'.split(' ');

it('a small soak: all answered, nothing lost, nothing twice', async () => {
  // The test runner sets names our settings use as well (BASE_URL).
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env;
  const env = { PATH, HOME, TMPDIR, TZ: 'UTC' };
  const { stdout } = await promisify(execFile)(process.execPath, [bench, ...args], { env });
  const found = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>;
  expect(found).toMatchObject({
    bench: 'soak',
    sessions: 200,
    lost: 0,
    doubled: 0,
    violations: 0,
    errors: 0,
  });
  // Twenty requests a second for five seconds, and some of every kind of page.
  expect(found.requests).toBeGreaterThan(40);
  expect(found.sent_per_s).toBeGreaterThan(0);
  for (const name of ['api', 'lists', 'detail', 'graphql'])
    expect(found[`${name}_p95_ms`]).toBeGreaterThan(0);
}, 300_000);
