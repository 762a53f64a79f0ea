// Seals the log in the role `jobs`: a moment after it was written, as many entries at a time as gathered meanwhile. Once a
// minute it signs how far the chains have come.
import type { RecentLog } from '../events/recent-log.ts';
import { loadKey } from '../load-key.ts';
import type { Runtime } from '../runtime.ts';
import { keepPublicKey } from './checkpoint-file.ts';
import { auditKeyOf } from './note.ts';
import { publishCheckpoints } from './publish-checkpoints.ts';
import { sealLog } from './seal-log.ts';

/** Entries are sealed so long after they were written, and gather into one segment meanwhile. */
const gatherMs = 250;
const checkpointEveryMs = 60_000;

/** Runs until the signal, and then once more: what this process wrote last is sealed with the rest. */
export async function runSealer(
  rt: Runtime,
  { signal, recent }: { signal: AbortSignal; recent?: RecentLog },
): Promise<void> {
  let published = -Infinity;
  let last = false;
  while (!last) {
    last = signal.aborted;
    let pause = gatherMs;
    try {
      const now = rt.clock.now().getTime();
      // Before anything is sealed: a database that lost entries must not grow over the gap unnoticed.
      if (now - published >= checkpointEveryMs) {
        published = now;
        await publish(rt);
      }
      if (await sealOnce(rt, recent)) continue;
    } catch (error) {
      if (last) return;
      rt.log.error({ err: error }, 'the audit trail could not be sealed; it is tried again');
      pause = 1_000;
    }
    if (!last) await rt.clock.sleep(pause, signal);
  }
}

/** A folder that cannot be written keeps nothing from being sealed. */
async function publish(rt: Runtime): Promise<void> {
  try {
    const key = auditKeyOf(rt.config.auditKey ?? loadKey(rt.config.dataDir, 'audit'));
    await keepPublicKey(rt.config.dataDir, key.publicKey);
    await publishCheckpoints(rt, key, checkpointEveryMs);
  } catch (error) {
    rt.metrics.auditAlarms.inc({ reason: 'unsigned' });
    rt.log.error({ err: error }, 'no checkpoint of the audit trail could be signed; it is tried again');
  }
}

/** True when more is waiting. */
async function sealOnce(rt: Runtime, recent: RecentLog | undefined): Promise<boolean> {
  const sealed = await sealLog(rt, { recent });
  if (sealed.kind === 'busy') return false;
  const now = rt.clock.now().getTime();
  rt.metrics.auditLag.set(sealed.oldest ? Math.max(0, now - sealed.oldest.getTime()) / 1_000 : 0);
  rt.metrics.auditSealed.inc(sealed.entries);
  if (sealed.entries > 0) rt.crashPoint('after-seal-commit');
  if (sealed.entries > 0 && !sealed.more) recent?.reachedEnd();
  return sealed.more;
}
