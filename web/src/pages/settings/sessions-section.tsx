import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Monitor } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { forget } from '../../api/session.ts';
import { ActionError } from './action-error.tsx';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

const key = ['sessions'];

/** Where this user is signed in; each can be ended, or all at once. */
export function SessionsSection() {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const sessions = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/me/sessions', { signal }),
  });
  const end = useMutation({
    mutationFn: (id: string) => api('DELETE /api/v1/me/sessions/{id}', { path: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
  return (
    <Card
      id="sessions"
      title={t`Where you are signed in`}
      actions={
        <Button kind="danger" onClick={() => setAsking(true)}>
          <Trans>Sign out everywhere</Trans>
        </Button>
      }
    >
      {sessions.isError ? (
        <ErrorState
          error={sessions.error}
          retrying={sessions.isFetching}
          onRetry={() => void sessions.refetch()}
        />
      ) : sessions.data === undefined ? (
        <Skeleton className="h-24" />
      ) : (
        <ul className="divide-y divide-line">
          {sessions.data.items.map((one) => (
            <li
              key={one.id}
              className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0"
            >
              <span className="flex min-w-0 items-start gap-3">
                <Monitor className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
                <span className="grid min-w-0">
                  <span className="font-medium">{browserOf(one.user_agent) ?? t`Unknown browser`}</span>
                  <span className="text-sm text-muted">
                    {one.ip && `${one.ip} · `}
                    <Trans>last used</Trans> <Ago at={one.last_used_at} />
                  </span>
                </span>
              </span>
              {one.current ? (
                <Badge tone="ok">
                  <Trans>This one</Trans>
                </Badge>
              ) : (
                <Button busy={end.isPending && end.variables === one.id} onClick={() => end.mutate(one.id)}>
                  <Trans>End it</Trans>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <ActionError error={end.error} />
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        danger
        title={t`Sign out everywhere?`}
        action={t`Sign out everywhere`}
        consequences={[
          <Trans key="all">Every session of yours ends, this one too. Nothing you saved is lost.</Trans>,
        ]}
        onConfirm={async () => {
          await api('POST /api/v1/auth/logout-everywhere');
          forget('signed-out');
        }}
      />
    </Card>
  );
}

/** Browser and system by name, as far as the browser says them. */
function browserOf(agent: string | null): string | undefined {
  if (!agent) return undefined;
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent)?.[1];
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(agent)?.[1];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  const parts = [browser, system].flatMap((part) => (part ? [names[part] ?? part] : []));
  return parts.length > 0 ? parts.join(', ') : undefined;
}
