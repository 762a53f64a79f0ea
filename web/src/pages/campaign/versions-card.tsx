import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { api, download } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { showToast } from '../../ui/toasts.tsx';

/** Who wrote which version of it, and the record to keep. */
export function VersionsCard({ id, name }: { id: string; name: string }) {
  const { t } = useLingui();
  const { exact, withZone } = useFormat();
  const mayTake = useUser()?.role !== 'standard';
  const versions = useQuery({
    queryKey: ['GET /api/v1/campaigns/{id}/versions', id],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/versions', { path: { id }, signal }),
  }).data;
  const save = useMutation({
    mutationFn: () => download('GET /api/v1/campaigns/{id}/record', { path: { id } }, `${name}.html`),
    onSuccess: () => showToast(t`Saved. The audit trail says that you took it.`),
    onError: () => showToast(t`The record could not be made. Try again.`),
  });
  const fields: Record<string, string> = {
    name: t`name`,
    purpose: t`purpose`,
    target_segment: t`audience`,
    prospect_ids: t`audience`,
    message_content: t`text`,
    channel_content: t`text`,
    channel_order: t`channels`,
    engagement_profile_id: t`profile`,
    profile_ids: t`profile`,
    weight: t`share`,
    pace_per_second: t`pace`,
    count_link_visits: t`counting of link visits`,
  };
  const acts: Record<string, string> = {
    made: t`made it`,
    changed: t`changed it`,
    deleted: t`deleted it`,
    kept: t`wrote it before versions were kept`,
  };
  const changed = (names: readonly string[]) =>
    [...new Set(names.map((one) => fields[one] ?? one))].join(', ');
  if (!versions || versions.items.length === 0) return null;
  return (
    <Card
      id="versions"
      title={t`History`}
      note={
        versions.complete ? (
          <Trans>Complete: each can be read again as it was.</Trans>
        ) : (
          <Trans>Not complete: the campaign was changed outside the program.</Trans>
        )
      }
      actions={
        mayTake && (
          <Button
            icon={<FileText className="size-4" aria-hidden />}
            busy={save.isPending}
            onClick={() => {
              if (!save.isPending) save.mutate();
            }}
          >
            <Trans>The record to keep</Trans>
          </Button>
        )
      }
    >
      <ol className="divide-y divide-line text-sm">
        {versions.items.slice(0, 20).map((one) => (
          <li key={one.version} className="flex flex-wrap justify-between gap-x-6 py-2">
            <span className="[overflow-wrap:anywhere]">
              <Trans>Change {exact(one.version)}</Trans>: {one.made_by_name ?? t`Sampark`} {acts[one.act]}
              {one.changed.length > 0 && ` (${changed(one.changed)})`}
            </span>
            <span className="text-muted">{withZone(new Date(one.made_at))}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
