// Checks an export with nothing but the file, and the checkpoints and public key where they are given. The file is cut into
// parts for threads: each starts at its first line with the hash that line states, which the part before has checked.
import { open, stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { KeyObject } from 'node:crypto';
import { firstHash } from '../chain.ts';
import type { ExportHeader } from '../export-trail.ts';
import { checkAgainst, readCheckpoints } from './check-checkpoints.ts';
import type { Break } from './check-links.ts';
import { checkPart, type Part, type PartChecked } from './check-part.ts';
import type { Verified } from './verify-database.ts';

export class NotAnExport extends Error {}

export type FileRequest = {
  path: string;
  checkpoints?: { text: string; key: KeyObject } | undefined;
  threads?: number;
  /** Size of a part; tests cut small. */
  partBytes?: number;
};

export type FileVerified = Verified & {
  header: ExportHeader;
  /** The furthest entry that was signed, where it lies behind the file's end. */
  signed_to: number | undefined;
};

const usualPart = 32 * 1024 * 1024;

export async function verifyFile({
  path,
  checkpoints,
  threads = 0,
  partBytes = usualPart,
}: FileRequest): Promise<FileVerified> {
  const { header, length } = await readHeader(path);
  const id = header.workspace_id;
  const signed = checkpoints && readCheckpoints(checkpoints.text, checkpoints.key, id);
  const after = (signed?.checkpoints ?? []).filter((one) => one.size >= header.first_seq);
  const { size } = await stat(path);
  const parts: Part[] = [];
  for (let from = length; from < size; from += partBytes)
    parts.push({
      path,
      from,
      to: Math.min(size, from + partBytes),
      workspace_id: id,
      // Where the chain begins is not the file's to say.
      start:
        from === length
          ? {
              seq: header.first_seq - 1,
              hash: header.first_seq === 1 ? firstHash(id).toString('hex') : header.previous_hash,
            }
          : undefined,
      wanted: after.map((one) => one.size),
    });
  const done: PartChecked[] = [];
  const left = parts.entries();
  const work = async (check: (part: Part) => Promise<PartChecked>) => {
    for (const [index, part] of left) {
      done[index] = await check(part);
      if (done[index].broken) return;
    }
  };
  if (threads === 0 || parts.length === 1) await work(checkPart);
  else await Promise.all(Array.from({ length: Math.min(threads, parts.length) }, () => inThread(work)));
  const hashes = new Map(done.flatMap((part) => part?.wanted ?? []));
  const lastSeq = Math.max(header.first_seq - 1, ...done.map((part) => part?.last_seq ?? 0));
  // Nobody has signed the header: neither its time nor its end says that what was signed later was never in the file.
  const [inside = [], beyond = []] = [true, false].map((is) =>
    after.filter((one) => one.size <= lastSeq === is),
  );
  const later = inside
    .map((one) => {
      const hash = hashes.get(one.size);
      return checkAgainst(one, hash === undefined ? undefined : Buffer.from(hash, 'hex'), lastSeq);
    })
    .find((one) => one !== undefined);
  const short: Break | undefined =
    lastSeq < header.last_seq
      ? {
          ...{ workspace_id: id, seq: lastSeq + 1, event_id: undefined, kind: 'missing' },
          what: `the file ends here, but says it goes to entry ${header.last_seq}`,
        }
      : undefined;
  return {
    header,
    entries: done.reduce((sum, part) => sum + (part?.entries ?? 0), 0),
    first_seq: header.first_seq,
    last_seq: lastSeq,
    checkpoints: inside.length,
    signed_to: beyond.reduce((most, one) => Math.max(most, one.size), 0) || undefined,
    broken: done.find((part) => part?.broken)?.broken ?? short ?? signed?.broken ?? later,
  };
}

async function readHeader(path: string): Promise<{ header: ExportHeader; length: number }> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
    const end = buffer.subarray(0, bytesRead).indexOf(10);
    const header = JSON.parse(buffer.toString('utf8', 0, Math.max(end, 0))) as ExportHeader;
    if (header.format !== 'sampark-audit-1' || typeof header.workspace_id !== 'string')
      throw new Error('header');
    return { header, length: end + 1 };
  } catch (cause) {
    throw new NotAnExport(`${path} is not an export of the audit trail.`, { cause });
  } finally {
    await file.close();
  }
}

async function inThread(work: (check: (part: Part) => Promise<PartChecked>) => Promise<void>): Promise<void> {
  const worker = new Worker(new URL('./check-part.ts', import.meta.url));
  let settle: { resolve: (checked: PartChecked) => void; reject: (error: Error) => void } | undefined;
  worker.on('message', (answer: PartChecked) => settle?.resolve(answer));
  worker.on('error', (error) => settle?.reject(error as Error));
  try {
    await work(
      (part) =>
        new Promise((resolve, reject) => {
          settle = { resolve, reject };
          worker.postMessage(part);
        }),
    );
  } finally {
    await worker.terminate();
  }
}
