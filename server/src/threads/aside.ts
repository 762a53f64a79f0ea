// Work for the processor alone, done on a thread beside the process's own, on which everything it serves would stand still.
// Guaranteed: one thread a program and process, started when it is wanted and ended when it was not for a while; idle, it keeps no
// process alive. The other end is answer-aside.ts.
import { Worker } from 'node:worker_threads';

type Waiting<A> = { done: (answer: A) => void; failed: (cause: unknown) => void };
type Thread<A> = { worker: Worker; waiting: Map<number, Waiting<A>>; ending?: NodeJS.Timeout };

/** An idle thread holds some 30 MB. */
const idleMs = 20_000;

/** @param program a module that calls answerAside */
export function aside<A>(program: URL): (question: unknown) => Promise<A> {
  let thread: Thread<A> | undefined;
  let lastId = 0;

  const end = (ended: Thread<A>, cause?: unknown) => {
    if (thread === ended) thread = undefined;
    for (const one of ended.waiting.values()) one.failed(cause);
    ended.waiting.clear();
    void ended.worker.terminate();
  };

  const start = (): Thread<A> => {
    const worker = new Worker(program, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 },
    });
    const started: Thread<A> = { worker, waiting: new Map() };
    worker.on('message', ({ id, answer, fault }: { id: number; answer: A; fault?: string }) => {
      const one = started.waiting.get(id);
      started.waiting.delete(id);
      if (fault === undefined) one?.done(answer);
      else one?.failed(new Error(fault));
      if (started.waiting.size > 0) return;
      worker.unref();
      clearTimeout(started.ending);
      started.ending = setTimeout(() => end(started), idleMs).unref();
    });
    worker.on('error', (cause) => end(started, cause));
    worker.on('exit', () => end(started, new Error('The thread ended')));
    return started;
  };

  return (question) => {
    const used = (thread ??= start());
    clearTimeout(used.ending);
    used.worker.ref();
    const id = ++lastId;
    return new Promise((done, failed) => {
      used.waiting.set(id, { done, failed });
      used.worker.postMessage({ id, question });
    });
  };
}
