import type { AuditKind } from '@sampark/contracts/audit.ts';
import { useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { FilterChips, type FilterChip } from '../../ui/filter-chip.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { kindNames } from './kind-names.ts';
import { kinds, type spans } from './routes.ts';
import { useCallName } from '../../lib/call-name.ts';

const route = getRouteApi('/app/audit');

/** Who, what, about whom, when. All of it stands in the address. */
export function Filters(props: { nameOf: (id: string) => string | undefined }) {
  const { t, i18n } = useLingui();
  const callName = useCallName();
  const navigate = route.useNavigate();
  const search = route.useSearch();
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (shown) => ({ ...shown, ...change, entry: undefined }), replace: true });
  const chip = (field: 'actor' | 'person' | 'campaign', label: (name: string) => string): FilterChip[] => {
    const id = search[field];
    if (id === undefined) return [];
    const name = props.nameOf(id) ?? '…';
    return [{ key: field, label: label(name), onRemove: () => set({ [field]: undefined }) }];
  };
  const chips = [
    ...chip('actor', (name) => t`Done by ${name}`),
    ...chip('person', (given) => {
      const name = callName(given);
      return t`About ${name}`;
    }),
    ...chip('campaign', (name) => t`Campaign “${name}”`),
  ];
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
        <SearchField
          label={t`Person, colleague, campaign, sender`}
          value={search.q ?? ''}
          onSearch={(q) => set({ q: q || undefined })}
        />
        <Select<AuditKind | 'every'>
          label={t`What`}
          value={search.kind ?? 'every'}
          items={[
            { value: 'every', label: t`Everything` },
            ...kinds.map((value) => ({ value, label: i18n._(kindNames[value]) })),
          ]}
          onChange={(kind) => set({ kind: kind === 'every' ? undefined : kind })}
        />
        <Select<'people' | 'system' | 'anybody'>
          label={t`By whom`}
          value={search.by ?? 'anybody'}
          items={[
            { value: 'anybody', label: t`By anybody` },
            { value: 'people', label: t`By colleagues` },
            { value: 'system', label: t`By Sampark itself` },
          ]}
          onChange={(by) => set({ by: by === 'anybody' ? undefined : by })}
        />
        <Select<(typeof spans)[number] | 'any'>
          label={t`When`}
          value={search.span ?? 'any'}
          items={[
            { value: 'any', label: t`At any time` },
            { value: 'today', label: t`Today` },
            { value: 'week', label: t`In the last 7 days` },
            { value: 'month', label: t`In the last 30 days` },
            { value: 'days', label: t`On chosen days` },
          ]}
          onChange={(span) =>
            set({ span: span === 'any' ? undefined : span, from: undefined, to: undefined })
          }
        />
        {search.span === 'days' && (
          <>
            <Day label={t`From`} value={search.from} onChange={(from) => set({ from })} />
            <Day label={t`To`} value={search.to} onChange={(to) => set({ to })} />
          </>
        )}
      </div>
      <FilterChips chips={chips} onClear={() => void navigate({ search: {}, replace: true })} />
    </div>
  );
}

export function Day(props: {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}) {
  return (
    <label className="inline-flex items-center gap-1.5 text-sm">
      <span className="text-muted">{props.label}</span>
      <input
        type="date"
        value={props.value ?? ''}
        onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
        className="min-h-8 rounded-md border border-control bg-surface px-2 focus-within:outline-2 focus-within:outline-accent pointer-coarse:min-h-11"
      />
    </label>
  );
}
