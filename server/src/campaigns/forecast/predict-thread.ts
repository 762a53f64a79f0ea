// The thread of predict-aside.ts: one situation in, its prediction out.
import { answerAside } from '../../threads/answer-aside.ts';
import { predictFinish } from './predict-finish.ts';

answerAside(predictFinish);
