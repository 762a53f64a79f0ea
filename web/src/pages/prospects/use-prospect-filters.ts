import { useLingui } from '@lingui/react/macro';
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { channelNames } from '../../lib/words.ts';
import type { FilterChip } from '../../ui/filter-chip.tsx';

export type Filters = {
  country?: string | undefined;
  language?: string | undefined;
  min_score?: number | undefined;
  max_score?: number | undefined;
  consent?: Channel | undefined;
  consent_purpose?: Purpose | undefined;
  identity?: Channel | undefined;
  import_id?: string | undefined;
};

/** The filters in force as chips; taking one off calls `onChange` with the rest. */
export function useFilterChips(filters: Filters, onChange: (next: Filters) => void): FilterChip[] {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const chips: FilterChip[] = [];
  const add = (label: string, off: Partial<Filters>) =>
    chips.push({ key: Object.keys(off).join(), label, onRemove: () => onChange({ ...filters, ...off }) });
  const { consent, consent_purpose: purpose, identity, country, language, min_score, max_score } = filters;
  if (consent) {
    const channel = channelNames[consent];
    const what = purpose ? i18n._(purposeNames[purpose]) : '';
    add(purpose ? t`Consent: ${channel}, ${what}` : t`Consent: ${channel}`, {
      consent: undefined,
      consent_purpose: undefined,
    });
  }
  if (identity) {
    const channel = channelNames[identity];
    add(t`Known on ${channel}`, { identity: undefined });
  }
  if (country) add(t`Country: ${country}`, { country: undefined });
  if (language) add(t`Language: ${language}`, { language: undefined });
  if (min_score !== undefined || max_score !== undefined) {
    const from = exact(min_score ?? 0);
    const to = exact(max_score ?? 100);
    add(t`Score ${from} to ${to}`, { min_score: undefined, max_score: undefined });
  }
  if (filters.import_id) add(t`From one import`, { import_id: undefined });
  return chips;
}
