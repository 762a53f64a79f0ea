// A forecast computes for up to a second where many campaigns share the senders. On the process's own thread everything else
// it serves stood still for that long: measured with 100 campaigns launched in ten seconds, the event log was followed 18
// seconds late. Enters: a situation. Leaves: what predictFinish says of it.
import { aside } from '../../threads/aside.ts';
import type { Prediction } from './predict-finish.ts';
import type { Situation } from './situation.ts';

export const predictAside: (situation: Situation) => Promise<Prediction> = aside(
  new URL('./predict-thread.ts', import.meta.url),
);
