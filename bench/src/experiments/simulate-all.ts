// All courses over as many threads as the machine has cores; results in the order of the courses, whatever the threads did.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Course, Outcome } from './simulate.ts';

const program = new URL('./simulate-thread.ts', import.meta.url);

/** The longest courses should come first: they are dealt in this order. */
export async function simulateAll(courses: readonly Course[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const left = courses.entries();
  const threads = Math.min(availableParallelism(), courses.length);
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(program, { execArgv: [] });
      try {
        for (const [index, course] of left) outcomes[index] = await ask(worker, course);
      } finally {
        await worker.terminate();
      }
    }),
  );
  return outcomes;
}

function ask(worker: Worker, course: Course): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (outcome: Outcome) => {
      worker.off('error', reject);
      resolve(outcome);
    });
    worker.postMessage(course);
  });
}
