// What was signed of a workspace's trail, newest first, and where else it is kept.
import type { AuditCheckpoint } from '@sampark/contracts/audit.ts';
import { loadKey } from '../load-key.ts';
import type { Runtime } from '../runtime.ts';
import { checkpointFile, readEnd, takenFile } from './checkpoint-file.ts';
import { auditKeyOf, publicKeyText, readNote, splitNotes } from './note.ts';

const most = 100;
/** A hundred notes and more. */
const bytes = 64 * 1024;

export async function readCheckpointList(rt: Pick<Runtime, 'config'>, workspaceId: string) {
  const { dataDir, auditKey, auditWebhook } = rt.config;
  const file = checkpointFile(dataDir, workspaceId);
  const { publicKey } = auditKeyOf(auditKey ?? loadKey(dataDir, 'audit'));
  const taken = new Map<number, string>();
  for (const line of (await readEnd(takenFile(dataDir, workspaceId), bytes)).split('\n')) {
    const match = /^(\d{1,15}) (\S+Z)$/.exec(line);
    if (match) taken.set(Number(match[1]), match[2] ?? '');
  }
  const items: AuditCheckpoint[] = [];
  for (const note of splitNotes(await readEnd(file, bytes)).toReversed()) {
    const read = readNote(note, publicKey);
    // The oldest may be cut in two.
    if (!read || items.length === most) break;
    const { size, root, time } = read.checkpoint;
    items.push({
      ...{ entries: size, hash: root.toString('hex'), at: time.toISOString(), signed: read.signed },
      taken_at: taken.get(size) ?? null,
    });
  }
  return {
    items,
    file,
    webhook: auditWebhook === '' ? null : new URL(auditWebhook).host,
    public_key: publicKeyText(publicKey),
  };
}
