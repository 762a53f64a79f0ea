// DATA/audit: the checkpoints of each workspace, one file of signed notes that is only added to, and the public key that
// verifies them. Copy both where the database's owner cannot write, or name a webhook that does (SAMPARK_AUDIT_WEBHOOK).
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import { publicKeyText } from './note.ts';

export function checkpointFile(dataDir: string, workspaceId: string): string {
  return join(dataDir, 'audit', `${workspaceId}.checkpoints`);
}

/** A line for each note that the webhook took: its size and when. */
export function takenFile(dataDir: string, workspaceId: string): string {
  return join(dataDir, 'audit', `${workspaceId}.taken`);
}

export function publicKeyFile(dataDir: string): string {
  return join(dataDir, 'audit', 'public-key.pem');
}

export async function keepPublicKey(dataDir: string, key: KeyObject): Promise<void> {
  await mkdir(join(dataDir, 'audit'), { recursive: true });
  await writeFile(publicKeyFile(dataDir), publicKeyText(key));
}

/** Returns once the note is on the disk. */
export async function addNote(path: string, note: string): Promise<void> {
  const file = await open(path, 'a');
  try {
    await file.write(`${note}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** The end of the file, by default longer than any note. Empty when there is none. */
export async function readEnd(path: string, most = 2_048): Promise<string> {
  const file = await open(path, 'r').catch(notThere);
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - most);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

export async function readAll(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(notThere);
}

function notThere(cause: unknown): undefined {
  if ((cause as { code?: string }).code !== 'ENOENT') throw cause;
}
