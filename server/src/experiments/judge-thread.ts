// The thread of judge-aside.ts.
import { answerAside } from '../threads/answer-aside.ts';
import { judge } from './judge.ts';

answerAside(judge);
