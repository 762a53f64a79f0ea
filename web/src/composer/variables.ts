// What a text can name, in the words people know: meaning and example of each, and how long its values are.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../api/client.ts';
import { readExpression } from './markup/expression.ts';

export type Variable = {
  name: string;
  word: string;
  meaning: string;
  example: string | null;
  group: 'person' | 'more' | 'us';
  /** Of the values that occur. */
  longest: { characters: number; bytes: number };
};

type Words = { word: string; meaning: string; example: string | null };

/** `undefined` until the server has told them. */
export function useVariables(): readonly Variable[] | undefined {
  const words = useKnownWords();
  const { t } = useLingui();
  const items = useQuery({
    queryKey: ['message-variables'],
    queryFn: ({ signal }) => api('GET /api/v1/message-variables', { signal }),
    staleTime: 300_000,
  }).data?.items;
  return useMemo(() => {
    // Names first, as people write letters; then what most of their people have.
    const order = Object.keys(words);
    const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
    return items
      ?.toSorted((one, other) => place(one.name) - place(other.name))
      .map(({ name, source, example, longest }) => {
        const known = words[name];
        return {
          ...{ name, longest },
          word: known?.word ?? name.replaceAll('_', ' '),
          meaning:
            known?.meaning ??
            (source === 'details' ? t`From the person’s details` : t`A column of your import`),
          example: known ? known.example : example,
          group:
            source === 'sender'
              ? ('us' as const)
              : source === 'person'
                ? ('person' as const)
                : ('more' as const),
        };
      });
  }, [items, words, t]);
}

/** What stands on the chip of a tag. */
export function labelOf(source: string, variables: readonly Variable[] | undefined): string {
  const expression = readExpression(source);
  if (!expression) return source.replace(/^\{[{%]-?\s*|\s*-?[}%]\}$/g, '');
  const { variable, fallback } = expression;
  const word = variables?.find((one) => one.name === variable)?.word ?? variable.replaceAll('_', ' ');
  return fallback === null ? word : `${word} / ${fallback}`;
}

/** False for a name that nobody on record has, which keeps a message from going out. */
export function isKnown(source: string, variables: readonly Variable[] | undefined): boolean {
  const expression = readExpression(source);
  if (!variables || !expression || expression.fallback !== null) return true;
  return variables.some((one) => one.name === expression.variable);
}

function useKnownWords(): Record<string, Words> {
  const { t } = useLingui();
  return useMemo(
    () => ({
      first_name: { word: t`First name`, meaning: t`Or the first word of the full name`, example: t`Rahima` },
      last_name: { word: t`Last name`, meaning: t`The family name`, example: t`Begum` },
      name: { word: t`Full name`, meaning: t`As it stands on record`, example: t`Rahima Begum` },
      email: { word: t`E-mail address`, meaning: t`The person’s own`, example: 'rahima@example.com' },
      phone_number: { word: t`Phone number`, meaning: t`With its country code`, example: '+8801711000000' },
      language: { word: t`Language`, meaning: t`Its two-letter code`, example: 'bn' },
      country: { word: t`Country`, meaning: t`Its two-letter code`, example: 'BD' },
      time_zone: { word: t`Time zone`, meaning: t`Where the person lives`, example: 'Asia/Dhaka' },
      lead_score: { word: t`Score`, meaning: t`0 to 100`, example: '72' },
      asset_class_interests: {
        word: t`Interests`,
        meaning: t`What the person cares about, as a list`,
        example: t`gold, funds`,
      },
      sender_name: { word: t`Your name`, meaning: t`Whoever owns the campaign`, example: null },
      preferences_url: {
        word: t`Link to their preferences`,
        meaning: t`The person’s own page to choose or stop messages`,
        example: null,
      },
    }),
    [t],
  );
}
