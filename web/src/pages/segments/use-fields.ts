// What can be asked and what occurs among the people of one's book, and the names of all of it.
import { useLingui } from '@lingui/react';
import type { SegmentField } from '@sampark/contracts/segment-fields.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api/client.ts';
import { useRegionNames } from '../../i18n/region-names.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { Speech } from './describe-tree.ts';

export type Known = {
  keys: (field: SegmentField) => readonly string[];
  values: (field: SegmentField) => readonly { value: string; text: string }[];
  named: (id: string) => string | undefined;
};

const nothingKnown: Known = { keys: () => [], values: () => [], named: () => undefined };
const keptMs = 300_000;

export function useFields() {
  const query = useQuery({
    queryKey: ['segment-fields'],
    queryFn: ({ signal }) => api('GET /api/v1/segments/fields', { signal }),
    staleTime: keptMs,
  });
  const known = useMemo((): Known => {
    if (!query.data) return nothingKnown;
    const byField = new Map(query.data.fields.map((one) => [one.field, one]));
    const names = new Map(
      ['campaign', 'import'].flatMap(
        (field) => byField.get(field)?.values.map(({ value, text }): [string, string] => [value, text]) ?? [],
      ),
    );
    return {
      keys: (field) => byField.get(field)?.keys ?? [],
      values: (field) => byField.get(field)?.values ?? [],
      named: (id) => names.get(id),
    };
  }, [query.data]);
  return { query, known };
}

/** How conditions are told in the language on screen. */
export function useSpeech(known: Known): Speech {
  const { i18n } = useLingui();
  const { tag, exact } = useFormat();
  const { region, language } = useRegionNames();
  const format = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    ...{ i18n, tag, region, language, exact, named: known.named },
    instant: (iso) => format.format(new Date(iso)),
  };
}
