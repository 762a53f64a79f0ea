import { expect, it } from 'vitest';
import { socketFolder } from './socket-folder.ts';

it.each<[string, NodeJS.Platform, boolean]>([
  ['/home/sampark/.sampark/postgres/cluster', 'linux', true],
  ['/Users/sampark/.sampark/postgres/cluster', 'darwin', true],
  ['C:\\sampark\\postgres\\cluster', 'win32', false],
  // 103 bytes with the name of the file is the longest that macOS takes.
  [`/${'x'.repeat(87)}`, 'linux', true],
  [`/${'x'.repeat(88)}`, 'linux', false],
  [`/${'ঢ'.repeat(30)}`, 'linux', false],
])('%s on %s: a socket file is possible: %s', (cluster, platform, possible) => {
  expect(socketFolder(cluster, platform)).toBe(possible ? cluster : undefined);
});
