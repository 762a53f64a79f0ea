import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { RuleHistory } from './rule-history.tsx';
import { Precision, useSwitchRule } from './rules-table.tsx';
import { useRuleStatistics, type Rule } from './use-rules.ts';

const route = getRouteApi('/app/compliance/rules/$id');

export function RulePage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const isNew = id === 'new';
  const rule = useQuery({
    queryKey: ['compliance', 'rule', id],
    queryFn: ({ signal }) => api('GET /api/v1/compliance/rules/{id}', { path: { id }, signal }),
    enabled: !isNew,
    // A colleague's change must not slip under what is being written: the save says so.
    refetchOnWindowFocus: false,
  });
  useTitle(isNew ? t`New rule` : (rule.data?.name ?? t`Rule`));
  if (!isNew && !rule.data)
    return rule.isError ? (
      <ErrorState error={rule.error} onRetry={() => void rule.refetch()} retrying={rule.isFetching} />
    ) : (
      <div role="status" aria-label={t`Loading`} className="mx-auto grid w-full max-w-[1200px] gap-4">
        <Skeleton className="h-16" />
        <Skeleton className="h-96" />
      </div>
    );
  return <Loaded key={`${id} ${rule.data?.revision ?? 0}`} rule={isNew ? undefined : rule.data} />;
}

function Loaded({ rule }: { rule: Rule | undefined }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const navigate = route.useNavigate();
  const { see } = route.useSearch();
  const mayWrite = useUser()?.role !== 'standard';
  const statistics = useRuleStatistics().data;
  const turn = useSwitchRule();
  const version = exact(rule?.version ?? 1);
  const one = rule && statistics?.get(rule.id);
  return (
    <div className="mx-auto grid w-full max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        above={
          <Link
            to="/compliance/rules"
            className="inline-flex min-h-6 items-center gap-1 justify-self-start text-sm text-muted hover:text-text"
          >
            <ChevronLeft className="size-4" aria-hidden />
            <Trans>Compliance rules</Trans>
          </Link>
        }
        title={rule ? rule.name : <Trans>New rule</Trans>}
        note={
          rule && (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Badge tone={rule.enabled ? 'ok' : 'neutral'}>{rule.enabled ? t`On` : t`Off`}</Badge>
              <span>
                <Trans>Version {version}</Trans>
                {rule.made_by_name && `, ${rule.made_by_name}`} <Ago at={rule.made_at} />
              </span>
              {mayWrite && (
                <span>
                  <Trans>Precision</Trans>: <Precision one={one} />
                </span>
              )}
              {mayWrite && one && one.waiting > 0 && (
                <Link
                  to="/compliance/review"
                  search={{ rule: rule.id }}
                  className="text-accent underline underline-offset-2"
                >
                  <Trans>{exact(one.waiting)} wait for review</Trans>
                </Link>
              )}
            </span>
          )
        }
        actions={
          rule &&
          mayWrite && (
            <Button busy={turn.isPending} onClick={() => turn.mutate(rule)}>
              {rule.enabled ? <Trans>Switch off</Trans> : <Trans>Switch on</Trans>}
            </Button>
          )
        }
      />
      {rule && (
        <TabLinks
          label={t`Rule or history`}
          items={[
            { value: 'rule', label: t`Rule` },
            { value: 'history', label: t`Versions`, count: version },
          ]}
          value={see ?? 'rule'}
          onChange={(next) =>
            void navigate({ search: { see: next === 'history' ? 'history' : undefined }, replace: true })
          }
        />
      )}
      {rule && see === 'history' ? (
        <RuleHistory id={rule.id} />
      ) : (
        <RuleEditor rule={rule} mayWrite={mayWrite} />
      )}
    </div>
  );
}
