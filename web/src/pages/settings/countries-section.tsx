import { Trans, useLingui } from '@lingui/react/macro';
import type { CountryRule } from '@sampark/contracts/country-rules.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Globe, Plus } from 'lucide-react';
import { useState } from 'react';
import { authorised } from '../../api/calls.ts';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ActionError } from './action-error.tsx';
import { CountryDialog } from './country-dialog.tsx';
import { useDayNames } from './use-day-names.ts';

const key = ['GET /api/v1/compliance/countries'] as const;

type Given = Omit<CountryRule, 'opt_out_line'> & { opt_out_line?: boolean | undefined };

function ruleOf({ opt_out_line, ...rule }: Given): CountryRule {
  return opt_out_line === undefined ? rule : { ...rule, opt_out_line };
}

/** What countries add to the workspace's own hours and caps; the stricter counts. */
export function CountriesSection({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [editing, setEditing] = useState<CountryRule | 'new'>();
  const [removing, setRemoving] = useState<CountryRule>();
  const asked = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/compliance/countries', { signal }),
  });
  const version = asked.data?.version;
  const items = asked.data?.items.map(ruleOf);
  const defaults = asked.data?.defaults.map(ruleOf);
  const save = useMutation({
    mutationFn: (next: readonly CountryRule[]) =>
      authorised('/api/v1/compliance/countries', {
        method: 'PUT',
        headers: { 'if-match': `"${version}"` },
        body: { items: next },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const without = (country: string) => (items ?? []).filter((one) => one.country !== country);
  return (
    <Card
      id="countries"
      title={t`Countries`}
      note={t`Added to the workspace’s own quiet hours and caps for people who live there. The stricter counts.`}
      actions={
        mayWrite &&
        items && (
          <Button icon={<Plus className="size-4" aria-hidden />} onClick={() => setEditing('new')}>
            <Trans>Add a country</Trans>
          </Button>
        )
      }
    >
      <ActionError error={save.error} />
      {items?.length === 0 ? (
        <EmptyState icon={Globe} title={<Trans>No country has rules of its own</Trans>}>
          {mayWrite && (
            <Button busy={save.isPending} onClick={() => save.mutate(defaults ?? [])}>
              <Trans>Take over the suggested ones</Trans>
            </Button>
          )}
        </EmptyState>
      ) : items ? (
        <ul className="divide-y divide-line">
          {items.map((rule) => (
            <Row
              key={rule.country}
              rule={rule}
              {...(mayWrite && { onEdit: () => setEditing(rule), onRemove: () => setRemoving(rule) })}
            />
          ))}
        </ul>
      ) : asked.isError ? (
        <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />
      ) : (
        <Skeleton className="h-40" />
      )}
      {editing && (
        <CountryDialog
          {...(editing !== 'new' && { rule: editing })}
          taken={(items ?? []).map((one) => one.country)}
          onSave={async (rule) => {
            await save.mutateAsync([...without(rule.country), rule]);
          }}
          onClose={() => setEditing(undefined)}
        />
      )}
      <ConfirmDialog
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={t`Remove this country’s rules?`}
        action={t`Remove rules`}
        consequences={[t`From then on only the workspace’s own quiet hours and caps count there.`]}
        onConfirm={async () => {
          await save.mutateAsync(without(removing?.country ?? ''));
        }}
      />
    </Card>
  );
}

function Row(props: { rule: CountryRule; onEdit?: () => void; onRemove?: () => void }) {
  const { t, i18n } = useLingui();
  const { tag, exact } = useFormat();
  const { rule } = props;
  const name = new Intl.DisplayNames(tag, { type: 'region' }).of(rule.country) ?? rule.country;
  const cap = rule.weekly_cap === null ? '' : exact(rule.weekly_cap);
  const days = useDayNames();
  const said = [
    rule.quiet_hours && t`Nothing from ${rule.quiet_hours.start} to ${rule.quiet_hours.end}`,
    rule.quiet_days.length > 0 && t`Nothing on ${rule.quiet_days.map((day) => days[day]).join(', ')}`,
    rule.weekly_cap !== null && t`At most ${cap} a week`,
    rule.opt_out_line && t`Messages say how to stop them`,
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 py-3 first:pt-0">
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <h3 className="font-medium">{name}</h3>
        <p>
          {rule.purposes.map((one) => i18n._(purposeNames[one])).join(', ')}: {said.join(' · ')}
        </p>
        <p className="text-sm text-muted">{rule.source}</p>
      </div>
      {props.onEdit && (
        <div className="flex flex-wrap gap-2">
          <Button onClick={props.onEdit}>
            <Trans>Edit</Trans>
            <span className="sr-only"> {name}</span>
          </Button>
          <Button {...(props.onRemove && { onClick: props.onRemove })}>
            <Trans>Remove</Trans>
            <span className="sr-only"> {name}</span>
          </Button>
        </div>
      )}
    </li>
  );
}
