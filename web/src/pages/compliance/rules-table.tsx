import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CirclePause, TriangleAlert } from 'lucide-react';
import { addressOf } from '../../api/client.ts';
import { authorised } from '../../api/calls.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { actionWords, severityWords } from './rule-words.ts';
import { decidedOf, isPoor, type Rule, type RuleStatistics } from './use-rules.ts';

type Props = {
  rows: readonly Rule[] | undefined;
  statistics: ReadonlyMap<string, RuleStatistics> | undefined;
  mayWrite: boolean;
  current: string | undefined;
  sort: string;
  onSort: (sort: string) => void;
};

/** A change of one rule, based on the revision that was read. */
export function patchRule(id: string, revision: number, body: object): Promise<Rule> {
  const [, address] = addressOf('PATCH /api/v1/compliance/rules/{id}', { path: { id } });
  return authorised<Rule>(address, {
    method: 'PATCH',
    body,
    headers: { 'if-match': `"${revision}"` },
  });
}

export function useSwitchRule() {
  const { t } = useLingui();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (rule: Pick<Rule, 'id' | 'revision' | 'enabled'>) =>
      patchRule(rule.id, rule.revision, { enabled: !rule.enabled }),
    onSuccess: (rule) => showToast(rule.enabled ? t`${rule.name} is on` : t`${rule.name} is off`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['compliance'] }),
  });
}

export function RulesTable({ rows, statistics, mayWrite, current, sort, onSort }: Props) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const turn = useSwitchRule();
  const name = (rule: Rule) => (
    <span className="grid gap-0.5">
      <Link
        to="/compliance/rules/$id"
        params={{ id: rule.id }}
        className="inline-flex min-h-6 items-center font-medium underline decoration-control underline-offset-2"
      >
        {rule.name}
      </Link>
      <span className="text-xs text-muted">{rule.source?.title ?? t`Own rule`}</span>
    </span>
  );
  const severity = (rule: Rule) => (
    <Badge tone={severityWords[rule.severity].tone} icon={severityWords[rule.severity].icon}>
      {i18n._(severityWords[rule.severity].word)}
    </Badge>
  );
  const action = (rule: Rule) => (
    <Badge tone={actionWords[rule.action].tone} icon={actionWords[rule.action].icon}>
      {i18n._(actionWords[rule.action].word)}
    </Badge>
  );
  const state = (rule: Rule) => (
    <span className="inline-flex items-center gap-1.5">
      {mayWrite ? (
        <Button
          kind="quiet"
          className="px-2"
          aria-pressed={rule.enabled}
          aria-label={rule.enabled ? t`Switch off: ${rule.name}` : t`Switch on: ${rule.name}`}
          busy={turn.isPending && turn.variables.id === rule.id}
          onClick={() => turn.mutate(rule)}
        >
          <StateWords rule={rule} />
        </Button>
      ) : (
        <StateWords rule={rule} />
      )}
    </span>
  );
  const flags = (rule: Rule) => exact(statistics?.get(rule.id)?.flags_30d ?? 0);
  const columns: Column<Rule>[] = [
    { key: 'name', header: t`Rule`, cell: name, sort: { ascending: 'name', descending: '-name' } },
    { key: 'severity', header: t`Severity`, cell: severity },
    { key: 'action', header: t`Action`, cell: action },
    {
      key: 'dates',
      header: t`In force`,
      cell: (rule) => <Effective rule={rule} />,
      className: 'max-xl:hidden',
    },
    ...(mayWrite
      ? [
          {
            key: 'flags',
            header: t`Flags, 30 days`,
            cell: flags,
            numeric: true,
            sort: { ascending: 'flags', descending: '-flags' },
          },
          {
            key: 'precision',
            header: t`Precision`,
            cell: (rule: Rule) => <Precision one={statistics?.get(rule.id)} />,
            numeric: true,
            sort: { ascending: 'precision', descending: '-precision' },
          },
        ]
      : []),
    { key: 'state', header: t`State`, cell: state },
  ];
  return (
    <>
      {turn.error && (
        <p role="alert" className="border-b border-line bg-danger-tint px-4 py-2 text-danger">
          {errorText(turn.error).title}. {errorText(turn.error).remedy}
        </p>
      )}
      <DataTable
        label={t`Compliance rules`}
        columns={columns}
        rows={rows}
        rowKey={(rule) => rule.id}
        current={current}
        sort={{ value: sort, onSort }}
        card={(rule) => (
          <div className="grid gap-2">
            {name(rule)}
            <div className="flex flex-wrap items-center gap-2">
              {severity(rule)}
              {action(rule)}
              {state(rule)}
            </div>
            {mayWrite && (
              <p className="tabular flex flex-wrap gap-x-4 text-sm text-muted">
                <span>
                  <Trans>Flags, 30 days</Trans>: {flags(rule)}
                </span>
                <span>
                  <Trans>Precision</Trans>: <Precision one={statistics?.get(rule.id)} />
                </span>
              </p>
            )}
          </div>
        )}
      />
    </>
  );
}

function StateWords({ rule }: { rule: Rule }) {
  const Icon = rule.enabled ? CircleCheck : CirclePause;
  return (
    <span className={`inline-flex items-center gap-1.5 text-sm ${rule.enabled ? 'text-ok' : 'text-muted'}`}>
      <Icon className="size-4" aria-hidden />
      {rule.enabled ? <Trans>On</Trans> : <Trans>Off</Trans>}
    </span>
  );
}

/** From when to when; what is over or has not begun says so. */
export function Effective({ rule }: { rule: Pick<Rule, 'effective_from' | 'effective_to'> }) {
  const { tag } = useFormat();
  const day = (at: string) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium' }).format(new Date(at));
  const now = new Date().toISOString();
  const { effective_from, effective_to } = rule;
  if (!effective_from && !effective_to)
    return (
      <span className="text-muted">
        <Trans>Always</Trans>
      </span>
    );
  const [from, to] = [effective_from && day(effective_from), effective_to && day(effective_to)];
  return (
    <span className="grid">
      <span className="tabular">
        {from ?? '…'} – {to ?? '…'}
      </span>
      {effective_from && effective_from > now && (
        <span className="text-xs text-info">
          <Trans>Not yet in force</Trans>
        </span>
      )}
      {effective_to && effective_to <= now && (
        <span className="text-xs text-muted">
          <Trans>No longer in force</Trans>
        </span>
      )}
    </span>
  );
}

/** Share of the decided flags that were no false alarm; a rule that is mostly wrong stands out. */
export function Precision({ one }: { one: RuleStatistics | undefined }) {
  const { t } = useLingui();
  const { percent, exact } = useFormat();
  const decided = decidedOf(one);
  if (!one || decided === 0) return <span className="text-subtle">{t`No verdicts`}</span>;
  const right = one.minor + one.violation;
  const [some, many] = [exact(right), exact(decided)];
  const poor = isPoor(one);
  return (
    <span className={`tabular inline-flex items-center gap-1.5 ${poor ? 'font-medium text-warn' : ''}`}>
      {poor && <TriangleAlert className="size-4" aria-label={t`Mostly false alarms`} />}
      {percent(right, decided)}{' '}
      <span className="font-normal text-muted">
        <Trans>
          ({some} of {many})
        </Trans>
      </span>
    </span>
  );
}
