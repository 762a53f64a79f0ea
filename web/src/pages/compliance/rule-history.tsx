import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Ago } from '../../ui/ago.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { kindWords, valueWords } from './condition-words.ts';
import { definitionOf } from './rule-draft.ts';
import { diffLines, ruleLines, type LineWords } from './rule-lines.ts';
import { actionWords, severityWords } from './rule-words.ts';

/** Every version with who made it, and what it changed of the one before. Versions never change. */
export function RuleHistory({ id }: { id: string }) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const versions = useQuery({
    queryKey: ['compliance', 'versions', id],
    queryFn: ({ signal }) => api('GET /api/v1/compliance/rules/{id}/versions', { path: { id }, signal }),
  });
  const [chosen, setChosen] = useState<number>();
  if (versions.isError && !versions.data)
    return (
      <ErrorState
        error={versions.error}
        onRetry={() => void versions.refetch()}
        retrying={versions.isFetching}
      />
    );
  if (!versions.data) return <Skeleton className="h-64" />;
  const { items } = versions.data;
  const shown = items.find((one) => one.version === chosen) ?? items[0];
  const before = items.find((one) => one.version === (shown?.version ?? 0) - 1);
  if (!shown) return null;
  const fields = {
    name: t`Name`,
    explanation: t`Explanation`,
    action: t`Action`,
    severity: t`Severity`,
    from: t`In force from`,
    to: t`In force before`,
    source: t`Source`,
    flag: t`Must be flagged`,
    pass: t`Must pass`,
  };
  const words: LineWords = {
    kind: (kind) => i18n._(kindWords[kind]),
    field: (key) => fields[key],
    value: (value) => {
      const known =
        valueWords[value] ??
        (actionWords as Record<string, { word: (typeof valueWords)[string] }>)[value]?.word ??
        (severityWords as Record<string, { word: (typeof valueWords)[string] }>)[value]?.word;
      return known ? i18n._(known) : value;
    },
  };
  const lines = diffLines(
    before ? ruleLines(definitionOf(before), words) : [],
    ruleLines(definitionOf(shown), words),
  );
  const number = exact(shown.version);
  const earlier = exact(shown.version - 1);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[280px_minmax(0,1fr)]">
      <ol aria-label={t`Versions`} className="grid overflow-hidden rounded-lg border border-line bg-surface">
        {items.map((one) => {
          const own = exact(one.version);
          return (
            <li key={one.version} className="border-b border-line last:border-b-0">
              <button
                type="button"
                aria-current={one.version === shown.version ? true : undefined}
                onClick={() => setChosen(one.version)}
                className={`grid w-full gap-0.5 px-4 py-2.5 text-start focus-visible:-outline-offset-2 ${one.version === shown.version ? 'bg-accent-tint' : 'hover:bg-raised'}`}
              >
                <span className="font-medium">
                  <Trans>Version {own}</Trans>
                </span>
                <span className="text-sm text-muted">{one.made_by_name ?? t`Sampark`}</span>
              </button>
            </li>
          );
        })}
      </ol>
      <Card
        id="difference"
        title={before ? t`Version ${number} compared with ${earlier}` : t`Version ${number}: the first`}
        note={
          <>
            {shown.made_by_name ?? t`Sampark`} <Ago at={shown.made_at} />
          </>
        }
      >
        <ul className="overflow-hidden rounded-md border border-line text-sm">
          {lines.map((line, index) => (
            <li
              // Two lines may say the same.
              key={index}
              className={`flex gap-2 px-3 py-1 ${line.kind === 'new' && before ? 'bg-ok-tint' : line.kind === 'gone' ? 'bg-danger-tint' : ''}`}
            >
              <span className="w-4 shrink-0 pt-0.5">
                {line.kind === 'new' && before && <Plus className="size-3.5 text-ok" aria-label={t`New`} />}
                {line.kind === 'gone' && <Minus className="size-3.5 text-danger" aria-label={t`Gone`} />}
              </span>
              <span
                dir="auto"
                className={`min-w-0 break-words whitespace-pre-wrap ${line.kind === 'gone' ? 'line-through' : ''}`}
              >
                {line.line}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
