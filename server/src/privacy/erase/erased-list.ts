// Who was erased, in a file beside the data: ids and instants, nothing else. A restored backup brings erased people back; this
// list, which no backup of the database holds, erases them again at the next start (erase-again.ts).
import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runtime } from '../../runtime.ts';

export type ErasedLine = { workspace_id: string; prospect_id: string };

export const erasedListPath = (dataDir: string) => join(dataDir, 'privacy', 'erased.jsonl');

/** Appended and on the disk when it returns. */
export async function noteErased(rt: Runtime, workspace_id: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const path = erasedListPath(rt.config.dataDir);
  await mkdir(join(rt.config.dataDir, 'privacy'), { recursive: true, mode: 0o700 });
  const at = rt.clock.now().toISOString();
  const lines = ids.map((prospect_id) => `${JSON.stringify({ workspace_id, prospect_id, at })}\n`);
  await appendFile(path, lines.join(''), { mode: 0o600 });
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A last line that a dying process left half written is none. */
export async function readErasedList(dataDir: string): Promise<ErasedLine[]> {
  const text = await readFile(erasedListPath(dataDir), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '';
    throw cause;
  });
  return text.split('\n').flatMap((line) => {
    try {
      const { workspace_id, prospect_id } = JSON.parse(line) as ErasedLine;
      return [{ workspace_id, prospect_id }];
    } catch {
      return [];
    }
  });
}
