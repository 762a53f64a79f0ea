// Verdicts and series, computed on a thread of their own and remembered by what they are of: counts that did not change since
// somebody asked cost nothing.
import { aside } from '../threads/aside.ts';
import type { Answer, Arm, Interval, Question, Rules, SeriesCounts } from './judge.ts';
import type { Verdict } from './statistics/verdict.ts';

const ask: (question: Question) => Promise<Answer> = aside(new URL('./judge-thread.ts', import.meta.url));
const mostKept = 300;
const kept = new Map<string, Promise<Answer>>();

export async function verdictAside(arms: Arm[], rules: Rules): Promise<Verdict> {
  const answer = await remembered({ kind: 'verdict', arms, rules });
  if (answer.kind !== 'verdict') throw new Error('A verdict was asked for');
  return answer.verdict;
}

export async function intervalsAside(series: SeriesCounts, rules: Rules): Promise<Interval[][]> {
  const answer = await remembered({ kind: 'series', series, rules });
  if (answer.kind !== 'series') throw new Error('A series was asked for');
  return answer.intervals;
}

function remembered(question: Question): Promise<Answer> {
  const key = JSON.stringify(question);
  const known = kept.get(key);
  if (known) return known;
  // The oldest goes: a Map keeps its order.
  const oldest = kept.size >= mostKept ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
  const answer = ask(question);
  kept.set(key, answer);
  answer.catch(() => kept.delete(key));
  return answer;
}
