// All rules of the workspace with how good each has been so far: a thousand at most, so the page has them all.
import { useQuery } from '@tanstack/react-query';
import { api, type Answer, type Item } from '../../api/client.ts';
import { useUser } from '../../lib/use-session.ts';

export type Rule = Item<'GET /api/v1/compliance/rules'>;
export type RuleStatistics = Answer<'GET /api/v1/compliance/rules/statistics'>['items'][number];

export function useRules() {
  return useQuery({
    queryKey: ['compliance', 'rules'],
    queryFn: async ({ signal }) => {
      const rules: Rule[] = [];
      let cursor: string | undefined;
      do {
        const page = await api('GET /api/v1/compliance/rules', { query: { limit: 200, cursor }, signal });
        rules.push(...page.items);
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      return rules;
    },
  });
}

/** By rule; empty for a portfolio manager, who sees the rules but not how colleagues fare with them. */
export function useRuleStatistics() {
  const reviewer = useUser()?.role !== 'standard';
  return useQuery({
    queryKey: ['compliance', 'statistics'],
    queryFn: async ({ signal }) => {
      const { items } = await api('GET /api/v1/compliance/rules/statistics', { signal });
      return new Map(items.map((one) => [one.rule_id, one]));
    },
    enabled: reviewer,
  });
}

export const decidedOf = (one: RuleStatistics | undefined) =>
  one === undefined ? 0 : one.false_alarm + one.minor + one.violation;

/** Enough verdicts, and most of them say that nothing was wrong. */
export function isPoor(one: RuleStatistics | undefined): boolean {
  return one !== undefined && decidedOf(one) >= 5 && (one.precision ?? 1) < 0.5;
}
