import { expect, it } from 'vitest';
import { createDueScopes } from './due-scopes.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 12) + seconds * 1_000);
const names = (count: number) => new Set(Array.from({ length: count }, (_, index) => `scope ${index}`));

it('moves a small workspace on with the minute, and between minutes only whose numbers changed', () => {
  const due = createDueScopes();
  const present = names(40);
  expect(due(present, [], at(0))).toHaveLength(40);
  expect(due(present, ['scope 3', 'a campaign', 'scope 3'], at(1))).toEqual(['scope 3']);
  expect(due(present, [], at(59))).toEqual([]);
  expect(due(present, ['scope 3'], at(60)).toSorted()).toEqual([...present].toSorted());
});

it('moves a large one on within half a minute, everybody once, some at a time', () => {
  const due = createDueScopes();
  const present = names(6_000);
  const seen: string[] = [];
  for (let second = 0; second < 30; second++) {
    const now = due(present, second < 5 ? ['scope 7'] : [], at(second));
    expect(now.length).toBeLessThanOrEqual(201);
    if (second < 5) expect(now).toContain('scope 7');
    seen.push(...(second > 0 ? now.filter((one) => one !== 'scope 7') : now));
  }
  expect(seen).toHaveLength(6_000);
  expect(new Set(seen)).toEqual(present);
  expect(due(present, [], at(31))).toEqual([]);
});

it('forgets who has left', () => {
  const due = createDueScopes();
  due(names(100), [], at(0));
  expect(due(new Set(['scope 99']), [], at(1))).toEqual(['scope 99']);
});
