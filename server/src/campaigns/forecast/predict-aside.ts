// A forecast computes for up to a second where many campaigns share the senders. On the process's own thread everything else
// it serves stood still for that long: measured with 100 campaigns launched in ten seconds, the event log was followed 18
// seconds late. Enters: a situation. Leaves: what predictFinish says of it. Guaranteed: one thread a process, started when
// it is wanted and ended when it was not for a while; idle, it keeps no process alive.
import { Worker } from 'node:worker_threads';
import type { Prediction } from './predict-finish.ts';
import type { Situation } from './situation.ts';

type Waiting = { done: (prediction: Prediction) => void; failed: (cause: unknown) => void };
type Thread = { worker: Worker; waiting: Map<number, Waiting>; ending?: NodeJS.Timeout };

/** An idle thread holds some 30 MB. */
const idleMs = 20_000;
const program = new URL('./predict-thread.ts', import.meta.url);
let thread: Thread | undefined;
let lastId = 0;

export function predictAside(situation: Situation): Promise<Prediction> {
  const used = (thread ??= start());
  clearTimeout(used.ending);
  used.worker.ref();
  const id = ++lastId;
  return new Promise((done, failed) => {
    used.waiting.set(id, { done, failed });
    used.worker.postMessage({ id, situation });
  });
}

function start(): Thread {
  const worker = new Worker(program, {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 },
  });
  const started: Thread = { worker, waiting: new Map() };
  worker.on('message', ({ id, prediction }: { id: number; prediction: Prediction }) => {
    started.waiting.get(id)?.done(prediction);
    started.waiting.delete(id);
    if (started.waiting.size > 0) return;
    worker.unref();
    clearTimeout(started.ending);
    started.ending = setTimeout(() => end(started), idleMs).unref();
  });
  worker.on('error', (cause) => end(started, cause));
  worker.on('exit', () => end(started, new Error('The forecast thread ended')));
  return started;
}

function end(ended: Thread, cause?: unknown): void {
  if (thread === ended) thread = undefined;
  for (const one of ended.waiting.values()) one.failed(cause);
  ended.waiting.clear();
  void ended.worker.terminate();
}
