// The thread of predict-aside.ts: one situation in, its prediction out.
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { predictFinish } from './predict-finish.ts';
import type { Situation } from './situation.ts';

// On Linux this is the thread's own: it computes with what sending and answering leave over. Elsewhere it would be the process's.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

parentPort?.on('message', ({ id, situation }: { id: number; situation: Situation }) => {
  parentPort?.postMessage({ id, prediction: predictFinish(situation) });
});
