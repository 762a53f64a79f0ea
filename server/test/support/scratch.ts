// Where the databases of a test run live. Making one means a thousand small files, and files that go within seconds: a disk's file
// system spends most of a test on that (ext4 passes over every inode that was freed a moment ago), memory does not.
import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const inMemory = '/dev/shm';
/** Four clusters with their logs take one or two; in a container there are often 64 MB. */
const enough = 6 * 1024 ** 3;

/** Memory where there is plenty, else the folder for temporary files. */
export function scratchFolder(): string {
  try {
    accessSync(inMemory, constants.W_OK);
    const { bavail, bsize } = statfsSync(inMemory);
    return Math.min(bavail * bsize, process.availableMemory()) > enough ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}
