// A name for a key that says nothing about it: what a database was written with can be compared with what a process was given.
import { hkdfSync, type KeyObject } from 'node:crypto';

export function keyId(key: Buffer | KeyObject): string {
  return Buffer.from(hkdfSync('sha256', key, 'sampark', 'key-id', 6)).toString('hex');
}
