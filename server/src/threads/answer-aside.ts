// The far end of aside.ts: questions in, answers out, one after the other.
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';

/** `answer`: a function of its question alone; what it throws is told to the one who asked. */
export function answerAside(answer: (question: never) => unknown): void {
  // On Linux this is the thread's own: it computes with what sending and answering leave over. Elsewhere it would be the process's.
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  parentPort?.on('message', ({ id, question }: { id: number; question: never }) => {
    try {
      parentPort?.postMessage({ id, answer: answer(question) });
    } catch (error) {
      parentPort?.postMessage({
        id,
        fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  });
}
