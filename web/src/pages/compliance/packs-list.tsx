import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, ExternalLink, PackageOpen, PackagePlus } from 'lucide-react';
import { useState } from 'react';
import { api, type Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { actionWords, severityWords } from './rule-words.ts';

type Pack = Answer<'GET /api/v1/compliance/packs'>['items'][number];
const key = ['compliance', 'packs'];

/** Rules to begin with, each with where it comes from. Installing keeps what was changed before. */
export function PacksList({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useLingui();
  const packs = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/compliance/packs', { signal }),
  });
  if (packs.isError && !packs.data)
    return (
      <ErrorState error={packs.error} onRetry={() => void packs.refetch()} retrying={packs.isFetching} />
    );
  if (!packs.data)
    return (
      <div role="status" aria-label={t`Loading`} className="grid gap-4">
        <Skeleton className="h-40" />
        <Skeleton className="h-40" />
      </div>
    );
  return (
    <>
      <p className="max-w-[80ch] text-muted">
        <Trans>
          A beginning that a compliance officer reads and changes, not legal advice. Every rule names its
          source and carries examples that were run before it came here.
        </Trans>
      </p>
      <div className="grid gap-4">
        {packs.data.items.map((pack) => (
          <PackCard key={pack.key} pack={pack} mayWrite={mayWrite} />
        ))}
      </div>
    </>
  );
}

function PackCard({ pack, mayWrite }: { pack: Pack; mayWrite: boolean }) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const turn = useMutation({
    mutationFn: (enabled: boolean) =>
      api('POST /api/v1/compliance/packs', { body: { key: pack.key as 'wealth-marketing', enabled } }),
    onSuccess: (answer) => {
      queries.setQueryData(key, answer);
      return queries.invalidateQueries({ queryKey: ['compliance'] });
    },
  });
  const all = pack.rules.length;
  const installed = pack.enabled > 0;
  const [on, of] = [exact(pack.enabled), exact(all)];
  const blocks = pack.rules.filter((one) => one.action === 'block').length;
  return (
    <Card
      id={`pack-${pack.key}`}
      title={pack.title}
      note={<span lang="en">{pack.description}</span>}
      actions={
        <>
          {installed && (
            <Badge tone="ok" icon={Check}>
              <Trans>
                {on} of {of} on
              </Trans>
            </Badge>
          )}
          {mayWrite && pack.enabled < all && (
            <Button
              kind="primary"
              busy={turn.isPending}
              icon={<PackagePlus className="size-4" aria-hidden />}
              onClick={() => setAsking(true)}
            >
              {installed ? <Trans>Switch the rest on</Trans> : <Trans>Install this pack</Trans>}
            </Button>
          )}
          {mayWrite && installed && (
            <Button busy={turn.isPending} onClick={() => turn.mutate(false)}>
              <Trans>Switch off</Trans>
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-3">
        {turn.error && (
          <p role="alert" className="text-danger">
            {errorText(turn.error).title}. {errorText(turn.error).remedy}
          </p>
        )}
        <Button
          kind="quiet"
          className="justify-self-start px-2"
          aria-expanded={open}
          icon={<PackageOpen className="size-4" aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          <Plural value={all} one="# rule and its source" other="# rules and their sources" />
        </Button>
        {open && (
          <ul className="divide-y divide-line">
            {pack.rules.map((rule) => (
              <li
                key={rule.key}
                className="grid gap-1 py-2.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] sm:gap-4"
              >
                <span className="grid content-start gap-1">
                  {rule.rule_id ? (
                    <Link
                      to="/compliance/rules/$id"
                      params={{ id: rule.rule_id }}
                      className="inline-flex min-h-6 items-center font-medium underline decoration-control underline-offset-2"
                    >
                      {rule.name}
                    </Link>
                  ) : (
                    <span className="font-medium">{rule.name}</span>
                  )}
                  <span className="flex flex-wrap gap-1.5">
                    <Badge tone={severityWords[rule.severity].tone}>
                      {i18n._(severityWords[rule.severity].word)}
                    </Badge>
                    <Badge tone={actionWords[rule.action].tone}>
                      {i18n._(actionWords[rule.action].word)}
                    </Badge>
                    {rule.rule_id && !rule.enabled && <Badge>{t`Off`}</Badge>}
                  </span>
                </span>
                <span lang="en" className="text-sm text-muted">
                  {rule.source?.url ? (
                    <a
                      href={rule.source.url}
                      target="_blank"
                      rel="noreferrer"
                      className="underline underline-offset-2"
                    >
                      {rule.source.title}
                      <ExternalLink className="ms-1 inline size-3.5" aria-hidden />
                    </a>
                  ) : (
                    rule.source?.title
                  )}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t`Install “${pack.title}”?`}
        consequences={[
          <Plural
            key="all"
            value={all}
            one="# rule judges every message from the next second on."
            other="# rules judge every message from the next second on."
          />,
          <Plural
            key="blocks"
            value={blocks}
            one="# of them holds messages until two people let them go."
            other="# of them hold messages until two people let them go."
          />,
          t`What was changed of these rules before stays changed. Each can be switched off on its own.`,
        ]}
        action={t`Install this pack`}
        onConfirm={() => turn.mutateAsync(true)}
      />
    </Card>
  );
}
