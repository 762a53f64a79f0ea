import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus, ScrollText } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { useCurrentRow } from '../../lib/use-current-row.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChips } from '../../ui/filter-chip.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { ComplianceTabs } from './compliance-tabs.tsx';
import { PacksList } from './packs-list.tsx';
import { severityWords } from './rule-words.ts';
import { RulesTable } from './rules-table.tsx';
import { ruleSorts, severities } from './routes.ts';
import { decidedOf, useRules, useRuleStatistics } from './use-rules.ts';

const route = getRouteApi('/app/compliance/rules');

export function RulesPage() {
  const { t, i18n } = useLingui();
  useTitle(t`Compliance rules`);
  const { exact } = useFormat();
  const mayWrite = useUser()?.role !== 'standard';
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rules = useRules();
  const statistics = useRuleStatistics().data;
  const sort = search.sort ?? '-flags';
  const change = (more: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...more }), replace: true, resetScroll: false });

  const words = search.q?.toLowerCase().split(/\s+/) ?? [];
  const value = (id: string) => {
    const one = statistics?.get(id);
    return sort.endsWith('flags') ? (one?.flags_30d ?? 0) : decidedOf(one) === 0 ? 2 : (one?.precision ?? 2);
  };
  const down = sort.startsWith('-') ? -1 : 1;
  const rows = rules.data
    ?.filter(
      (rule) =>
        (search.state === undefined || rule.enabled === (search.state === 'on')) &&
        (search.severity === undefined || rule.severity === search.severity) &&
        (search.pack === undefined || rule.pack === search.pack) &&
        words.every((word) => `${rule.name} ${rule.explanation}`.toLowerCase().includes(word)),
    )
    .toSorted((a, b) =>
      sort.endsWith('name')
        ? down * a.name.localeCompare(b.name)
        : down * (value(a.id) - value(b.id)) || a.name.localeCompare(b.name),
    );
  const current = useCurrentRow(
    rows?.map((row) => row.id) ?? [],
    (id) => void navigate({ to: `/compliance/rules/${id}` }),
  );
  useShortcut('c', t`New rule`, () => {
    if (mayWrite) void navigate({ to: '/compliance/rules/$id', params: { id: 'new' } });
  });
  const clear = () => change({ q: undefined, state: undefined, severity: undefined, pack: undefined });
  const chips = [
    ...(search.state
      ? [
          {
            key: 'state',
            label: search.state === 'on' ? t`On` : t`Off`,
            onRemove: () => change({ state: undefined }),
          },
        ]
      : []),
    ...(search.severity
      ? [
          {
            key: 'severity',
            label: i18n._(severityWords[search.severity].word),
            onRemove: () => change({ severity: undefined }),
          },
        ]
      : []),
    ...(search.pack
      ? [{ key: 'pack', label: search.pack, onRemove: () => change({ pack: undefined }) }]
      : []),
  ];
  const on = rules.data?.filter((one) => one.enabled).length ?? 0;
  const onText = exact(on);
  return (
    <div className="mx-auto grid w-full max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        title={search.see === 'packs' ? <Trans>Starter packs</Trans> : <Trans>Compliance rules</Trans>}
        note={
          search.see !== 'packs' && (
            <Trans>
              What every message is judged by when it is sent. {onText} are on. A change makes a further
              version; what judged a message stays readable.
            </Trans>
          )
        }
        actions={
          mayWrite && (
            <Link to="/compliance/rules/$id" params={{ id: 'new' }} className={buttonLooks('primary')}>
              <Plus className="size-4" aria-hidden />
              <Trans>New rule</Trans>
            </Link>
          )
        }
      />
      <ComplianceTabs value={search.see ?? 'rules'} />
      {search.see === 'packs' ? (
        <PacksList mayWrite={mayWrite} />
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <SearchField
              label={t`Name or explanation`}
              value={search.q ?? ''}
              onSearch={(q) => change({ q: q || undefined })}
            />
            <Select<string>
              label={t`State`}
              value={search.state ?? ''}
              items={[
                { value: '', label: t`On and off` },
                { value: 'on', label: t`On` },
                { value: 'off', label: t`Off` },
              ]}
              onChange={(value) => change({ state: value === 'on' || value === 'off' ? value : undefined })}
            />
            <Select<string>
              label={t`Severity`}
              value={search.severity ?? ''}
              items={[
                { value: '', label: t`Any severity` },
                ...severities.map((value) => ({
                  value: value as string,
                  label: i18n._(severityWords[value].word),
                })),
              ]}
              onChange={(value) => change({ severity: severities.find((one) => one === value) })}
            />
            <FilterChips chips={chips} onClear={clear} />
          </div>
          <Panel>
            <ListStates
              query={rules}
              count={rows?.length}
              filtered={chips.length > 0 || search.q !== undefined}
              onClear={clear}
              empty={
                <EmptyState
                  icon={ScrollText}
                  title={<Trans>There is no rule yet</Trans>}
                  action={
                    <Button onClick={() => change({ see: 'packs' })}>
                      <Trans>See the starter packs</Trans>
                    </Button>
                  }
                >
                  <Trans>
                    Begin with a pack that names its sources, and change it; or write a rule of your own.
                  </Trans>
                </EmptyState>
              }
            >
              <RulesTable
                rows={rows}
                statistics={statistics}
                mayWrite={mayWrite}
                current={current}
                sort={sort}
                onSort={(next) => change({ sort: ruleSorts.find((one) => one === next) })}
              />
            </ListStates>
          </Panel>
        </>
      )}
    </div>
  );
}
