import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { api, type Item } from '../../api/client.ts';
import { useList } from '../../lib/use-list.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ApiKeyDialog } from './api-key-dialog.tsx';
import { useScopeWords } from './scope-words.ts';

type Key = Item<'GET /api/v1/api-keys'>;

/** Keys of programs: one's own; an administrator sees everybody's. */
export function ApiKeysSection({ ownId, admin }: { ownId: string | undefined; admin: boolean }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const words = useScopeWords();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Key>();
  const list = useList('GET /api/v1/api-keys');
  const revoke = async (id: string) => {
    await api('DELETE /api/v1/api-keys/{id}', { path: { id } });
    await queries.invalidateQueries({ queryKey: ['GET /api/v1/api-keys'] });
  };
  return (
    <Card
      id="api-keys"
      title={t`API keys`}
      note={t`For programs that use Sampark in your name. Each does only what it was made for.`}
      actions={
        <Button icon={<Plus className="size-4" aria-hidden />} onClick={() => setMaking(true)}>
          <Trans>Make a key</Trans>
        </Button>
      }
    >
      <ListStates
        query={list}
        count={list.rows?.length}
        filtered={false}
        onClear={() => {}}
        empty={
          <EmptyState icon={KeyRound} title={<Trans>No keys yet</Trans>}>
            <Trans>Make one where a program needs to read or change something here.</Trans>
          </EmptyState>
        }
      >
        {list.rows ? (
          <ul className="divide-y divide-line">
            {list.rows.map((one) => (
              <li
                key={one.id}
                className="flex flex-wrap items-center justify-between gap-3 py-2.5 first:pt-0"
              >
                <span className="grid min-w-0 gap-0.5">
                  <span className="flex flex-wrap items-center gap-2 font-medium">
                    <span dir="auto">{one.name}</span>
                    {one.status === 'expired' && (
                      <Badge tone="neutral">
                        <Trans>Expired</Trans>
                      </Badge>
                    )}
                    {one.status === 'revoked' && (
                      <Badge tone="neutral">
                        <Trans>Revoked</Trans>
                      </Badge>
                    )}
                  </span>
                  <span className="text-sm text-muted">
                    <code className="font-mono">{one.prefix}…</code>
                    {admin && one.user.id !== ownId && ` · ${one.user.name}`}
                  </span>
                  <span className="text-sm text-muted">
                    {one.scopes.map((scope) => words[scope]).join(' · ')}
                  </span>
                  <span className="text-sm text-muted">
                    {one.last_used_at === null ? (
                      <Trans>never used</Trans>
                    ) : (
                      <>
                        <Trans>last used</Trans> <Ago at={one.last_used_at} />
                      </>
                    )}
                    {one.status === 'active' && (
                      <>
                        {' · '}
                        <Trans>ends</Trans> <Ago at={one.expires_at} />
                      </>
                    )}
                  </span>
                </span>
                {one.status === 'active' && (
                  <Button onClick={() => setRevoking(one)}>
                    <Trans>Revoke</Trans>
                    <span className="sr-only"> {one.name}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        ) : (
          <Skeleton className="h-40" />
        )}
        <MoreButton query={list} />
      </ListStates>
      {making && <ApiKeyDialog onClose={() => setMaking(false)} />}
      {revoking && (
        <ConfirmDialog
          open
          onClose={() => setRevoking(undefined)}
          danger
          title={t`Revoke this key?`}
          action={t`Revoke`}
          consequences={[
            t`Programs that use it are refused at once.`,
            t`It cannot be taken back: they need a new key.`,
          ]}
          onConfirm={() => revoke(revoking.id)}
        />
      )}
    </Card>
  );
}
