// A rule while it is being written, and what the server says of it as it stands.
import { useLingui } from '@lingui/react';
import type { RuleDefinition, RuleSituation } from '@sampark/contracts/rules.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { faultWords } from './condition-words.ts';

export const newRule: RuleDefinition = {
  ...{ name: '', explanation: '', action: 'warn', severity: 'medium' },
  condition: { all: [{ terms: [] }] },
  ...{ effective_from: null, effective_to: null, source: null },
  examples: [
    { text: '', expect: 'flag' },
    { text: '', expect: 'pass' },
  ],
};

const keys = [
  ...(['name', 'explanation', 'action', 'severity', 'condition', 'effective_from', 'effective_to'] as const),
  ...(['source', 'examples'] as const),
];

/** Of a stored rule only what it says. The API's description leaves open what is inside a condition. */
export function definitionOf(rule: Record<keyof RuleDefinition, unknown>): RuleDefinition {
  return Object.fromEntries(keys.map((key) => [key, rule[key]])) as RuleDefinition;
}

const settleMs = 350;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), settleMs);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}

/** The rule as it stands on its examples and on a text, asked a moment after the last keystroke. */
export function useTrial(
  definition: RuleDefinition,
  text: string,
  situation: RuleSituation,
  enabled: boolean,
) {
  const settled = useSettled(JSON.stringify({ definition, text, situation }));
  return useQuery({
    queryKey: ['rule-trial', settled],
    queryFn: async ({ signal }) => {
      const given = JSON.parse(settled) as {
        definition: RuleDefinition;
        text: string;
        situation: RuleSituation;
      };
      // Empty examples are being written; what the rest says can be known already. Their places are kept.
      const places = given.definition.examples.flatMap((one, index) => (one.text.trim() ? [index] : []));
      const answer = await api('POST /api/v1/compliance/rules/try', {
        body: {
          definition: {
            ...given.definition,
            name: given.definition.name || '–',
            explanation: given.definition.explanation || '–',
            source: null,
            examples: places.flatMap((index) => given.definition.examples[index] ?? []),
          },
          ...(given.text.trim() ? { text: given.text } : {}),
          situation: given.situation,
        },
        signal,
      });
      return {
        ...answer,
        examples: answer.examples.map((one) => ({ ...one, index: places[one.index] ?? one.index })),
      };
    },
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Infinity,
    gcTime: 10_000,
    enabled,
  });
}

/** What is wrong by place, `condition.all.0.pattern`, in the language on screen where we have words for it. */
export function useFaults(): (error: unknown) => Record<string, string> {
  const { i18n } = useLingui();
  return (error) =>
    error instanceof ApiProblem
      ? Object.fromEntries(
          error.fieldErrors.map(({ field, reason, remedy }) => {
            const words = faultWords[reason];
            return [
              field.replace(/^body\.?/, '').replace(/^definition\./, ''),
              words ? i18n._(words) : remedy ? `${reason}. ${remedy}` : reason,
            ];
          }),
        )
      : {};
}
