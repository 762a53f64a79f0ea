import { Trans, useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import type { Answer, Query } from '../../api/client.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { FilterChips, type FilterChip } from '../../ui/filter-chip.tsx';
import { Select } from '../../ui/select.tsx';
import { severityWords, verdictWords, type Severity, type Verdict } from './rule-words.ts';
import { ages, severities, verdictFilters, type QueueView } from './routes.ts';

export type ReviewSearch = {
  view?: QueueView | undefined;
  rule?: string | undefined;
  campaign?: string | undefined;
  severity?: Severity | undefined;
  pm?: string | undefined;
  channel?: Channel | undefined;
  age?: (typeof ages)[number] | undefined;
  verdict?: Verdict | undefined;
  f?: string | undefined;
};

const dayMs = 86_400_000;

/** What the address asks for, as the API is asked. The age is counted from the last full hour: the list stays one list. */
export function queryOf(search: ReviewSearch, user_id: string | undefined) {
  const hour = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
  const before = (days: number) => new Date(hour - days * dayMs).toISOString();
  const { view = 'waiting' } = search;
  return {
    ...(view === 'held'
      ? { held: true }
      : view === 'objected'
        ? { objected: true }
        : { state: view === 'decided' ? 'decided' : 'waiting' }),
    ...(view === 'mine' ? { assigned_to: user_id } : {}),
    rule_id: search.rule,
    campaign_id: search.campaign,
    severity: search.severity,
    portfolio_manager_id: search.pm,
    channel: search.channel,
    verdict: view === 'decided' ? search.verdict : undefined,
    flagged_after: search.age === 'new' ? before(1) : undefined,
    flagged_before: search.age === 'day' ? before(1) : search.age === 'week' ? before(7) : undefined,
  } satisfies Query<'GET /api/v1/compliance/flags'>;
}

type Props = {
  search: ReviewSearch;
  summary: Answer<'GET /api/v1/compliance/flags/summary'> | undefined;
  onChange: (change: Partial<ReviewSearch>) => void;
};

/** Behind one button where there is little room; what is in force always shows, each with a cross. */
export function ReviewFilters({ search, summary, onChange }: Props) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const [shown, setShown] = useState(false);
  const ageWords = {
    new: t`Less than a day old`,
    day: t`More than a day old`,
    week: t`More than a week old`,
  };
  const named = (items: readonly { id: string; name: string }[] | undefined, id: string) =>
    items?.find((one) => one.id === id)?.name ?? '…';
  const campaign = summary?.groups.find((one) => one.campaign_id === search.campaign)?.campaign_name;
  const chip = (key: keyof ReviewSearch, label: string | undefined): FilterChip[] =>
    label === undefined ? [] : [{ key, label, onRemove: () => onChange({ [key]: undefined }) }];
  const chips = [
    ...chip('rule', search.rule && named(summary?.rules, search.rule)),
    ...chip('campaign', search.campaign && (campaign ?? t`One campaign`)),
    ...chip('severity', search.severity && i18n._(severityWords[search.severity].word)),
    ...chip('pm', search.pm && named(summary?.managers, search.pm)),
    ...chip('channel', search.channel && channelNames[search.channel]),
    ...chip('age', search.age && ageWords[search.age]),
    ...chip('verdict', search.verdict && i18n._(verdictWords[search.verdict].word)),
  ];
  const counted = (items: readonly { id: string; name: string; count: number }[] | undefined) =>
    (items ?? []).map((one) => ({ value: one.id, label: `${one.name} (${exact(one.count)})` }));
  const field = (
    key: 'rule' | 'pm' | 'severity' | 'channel' | 'age' | 'verdict',
    label: string,
    items: { value: string; label: string }[],
  ) => (
    <Select<string>
      label={label}
      value={search[key] ?? ''}
      items={[{ value: '', label }, ...items]}
      onChange={(value) => onChange({ [key]: value || undefined })}
    />
  );
  const clear = () =>
    onChange({
      ...{ rule: undefined, campaign: undefined, severity: undefined, pm: undefined },
      ...{ channel: undefined, age: undefined, verdict: undefined },
    });
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-1 gap-y-1">
        <Button
          kind="quiet"
          className="px-2"
          aria-expanded={shown}
          onClick={() => setShown(!shown)}
          icon={<ListFilter className="size-4" aria-hidden />}
        >
          <Trans>Filter</Trans>
        </Button>
        {shown && (
          <>
            {field('rule', t`Rule`, counted(summary?.rules))}
            {field(
              'severity',
              t`Severity`,
              severities.map((value) => ({ value, label: i18n._(severityWords[value].word) })),
            )}
            {field('pm', t`Manager`, counted(summary?.managers))}
            {field(
              'channel',
              t`Channel`,
              channels.map((value) => ({ value, label: channelNames[value] })),
            )}
            {field(
              'age',
              t`Age`,
              ages.map((value) => ({ value, label: ageWords[value] })),
            )}
            {search.view === 'decided' &&
              field(
                'verdict',
                t`Verdict`,
                verdictFilters.map((value) => ({ value, label: i18n._(verdictWords[value].word) })),
              )}
          </>
        )}
      </div>
      <FilterChips chips={chips} onClear={clear} />
    </div>
  );
}
