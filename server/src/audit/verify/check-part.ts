// One part of an export, from its first whole line to the first line of the next part. Also runs as a thread.
import { open } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { checkLine, readLine, type LineState } from './check-lines.ts';
import type { Break } from './check-links.ts';

export type Part = {
  path: string;
  /** Bytes of the file. A line belongs to the part it begins in; one that begins at `from` is whole. */
  from: number;
  to: number;
  workspace_id: string;
  /** What stands before the first line; in a later part the first line says it, and the part before checks that line. */
  start: { seq: number; hash: string } | undefined;
  /** Places whose hash is wanted. */
  wanted: readonly number[];
};

export type PartChecked = {
  entries: number;
  last_seq: number;
  wanted: [number, string][];
  broken: Break | undefined;
};

export async function checkPart(part: Part): Promise<PartChecked> {
  const wanted = new Set(part.wanted);
  const done: PartChecked = { entries: 0, last_seq: 0, wanted: [], broken: undefined };
  let state: LineState | undefined = part.start && {
    workspace_id: part.workspace_id,
    seq: part.start.seq,
    hash: Buffer.from(part.start.hash, 'hex'),
  };
  for await (const { text, at } of linesOf(part)) {
    if (!state) {
      const first = readLine(text);
      state = {
        workspace_id: part.workspace_id,
        seq: first?.seq ?? 0,
        hash: Buffer.from(first?.hash ?? '', 'hex'),
      };
    } else {
      done.broken = checkLine(state, text);
      if (done.broken) return done;
      // The line that opens the next part is checked here and counted there.
    }
    if (at >= part.to) break;
    done.entries++;
    done.last_seq = state.seq;
    if (wanted.has(state.seq)) done.wanted.push([state.seq, state.hash.toString('hex')]);
  }
  return done;
}

/** Lines that begin in the part, and the one after them. */
async function* linesOf({ path, from, to, start }: Part): AsyncGenerator<{ text: string; at: number }> {
  const file = await open(path, 'r');
  try {
    const block = Buffer.allocUnsafe(1024 * 1024);
    let rest = Buffer.alloc(0);
    // A later part begins in the middle of a line: from the byte before, so that a line at `from` itself counts.
    let at = start ? from : from - 1;
    let skipping = !start;
    for (let position = at; ;) {
      const { bytesRead } = await file.read(block, 0, block.length, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      const bytes = Buffer.concat([rest, block.subarray(0, bytesRead)]);
      let begin = 0;
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, begin)) {
        if (skipping) skipping = false;
        else {
          yield { text: bytes.toString('utf8', begin, end), at };
          if (at >= to) return;
        }
        at += end + 1 - begin;
        begin = end + 1;
      }
      rest = bytes.subarray(begin);
    }
    if (rest.length > 0 && !skipping) yield { text: rest.toString('utf8'), at };
  } finally {
    await file.close();
  }
}

parentPort?.on('message', (part: Part) => {
  void checkPart(part).then((checked) => parentPort?.postMessage(checked));
});
