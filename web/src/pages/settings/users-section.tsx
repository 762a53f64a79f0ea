import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { UserPlus, Users } from 'lucide-react';
import { useState } from 'react';
import { authorised } from '../../api/calls.ts';
import { api, type Item } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useList } from '../../lib/use-list.ts';
import { useUser } from '../../lib/use-session.ts';
import { roleWords } from '../../lib/words.ts';
import { ActionError } from './action-error.tsx';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { UserActions } from './user-actions.tsx';
import { InviteDialog } from './invite-dialog.tsx';

type User = Item<'GET /api/v1/users'>;
const roles = ['admin', 'standard', 'compliance'] as const;

type UsersSectionProps = { q: string; onSearch: (q: string) => void };

export function UsersSection({ q, onSearch }: UsersSectionProps) {
  const { t } = useLingui();
  const [inviting, setInviting] = useState(false);
  const list = useList('GET /api/v1/users', { query: { q: q || undefined } });
  return (
    <div className="grid gap-5">
      <Card
        id="users"
        title={t`Users`}
        actions={
          <Button
            kind="primary"
            icon={<UserPlus className="size-4" aria-hidden />}
            onClick={() => setInviting(true)}
          >
            <Trans>Invite somebody</Trans>
          </Button>
        }
      >
        <div className="mb-3">
          <SearchField label={t`Name or e-mail`} value={q} onSearch={onSearch} />
        </div>
        <ListStates
          query={list}
          count={list.rows?.length}
          filtered={q !== ''}
          onClear={() => onSearch('')}
          empty={<EmptyState icon={Users} title={<Trans>Nobody else is here yet</Trans>} />}
        >
          {list.rows ? (
            <ul className="divide-y divide-line">
              {list.rows.map((user) => (
                <UserRow key={user.id} user={user} />
              ))}
            </ul>
          ) : (
            <Skeleton className="h-40" />
          )}
          <MoreButton query={list} />
        </ListStates>
      </Card>
      <Invitations />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  );
}

function UserRow({ user }: { user: User }) {
  const { t, i18n } = useLingui();
  const me = useUser();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const change = useMutation({
    mutationFn: (body: Partial<Pick<User, 'role' | 'status'>>) =>
      authorised(`/api/v1/users/${user.id}`, {
        method: 'PATCH',
        body,
        headers: { 'if-match': `"${user.version}"` },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['GET /api/v1/users'] }),
  });
  const [asking, setAsking] = useState(false);
  const active = user.status === 'active';
  const own = me?.id === user.id;
  const name = user.name;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0">
      <span className="grid min-w-0">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {user.status === 'disabled' && (
            <Badge tone="warn">
              <Trans>Switched off</Trans>
            </Badge>
          )}
        </span>
        <span className="text-sm text-muted">
          {user.email} ·{' '}
          {user.last_login ? (
            <>
              <Trans>last here</Trans> <Ago at={user.last_login} />
            </>
          ) : (
            <Trans>never signed in</Trans>
          )}
        </span>
        {change.error && (
          <span role="alert" className="text-sm text-danger">
            {errorText(change.error).title}. {errorText(change.error).remedy}
          </span>
        )}
      </span>
      <span className="flex items-center gap-1">
        {own ? (
          <span className="px-2 text-muted">{i18n._(roleWords[user.role].name)}</span>
        ) : (
          <>
            <Select
              label={t`Role of ${name}`}
              value={user.role}
              items={roles.map((value) => ({ value, label: i18n._(roleWords[value].name) }))}
              onChange={(role) => change.mutate({ role })}
            />
            <Button
              kind="quiet"
              busy={change.isPending}
              onClick={() => (active ? setAsking(true) : change.mutate({ status: 'active' }))}
            >
              {active ? <Trans>Switch off</Trans> : <Trans>Switch on</Trans>}
              <span className="sr-only"> {name}</span>
            </Button>
            {active && <UserActions user={user} />}
            <ConfirmDialog
              open={asking}
              onClose={() => setAsking(false)}
              danger
              title={t`Switch off ${name}?`}
              action={t`Switch off`}
              consequences={[
                t`They are signed out everywhere at once and cannot sign in.`,
                t`What they made stays, and running campaigns go on.`,
                t`You can switch them on again at any time.`,
              ]}
              onConfirm={() => change.mutateAsync({ status: 'disabled' })}
            />
          </>
        )}
      </span>
    </li>
  );
}

function Invitations() {
  const { t, i18n } = useLingui();
  const queries = useQueryClient();
  const list = useList('GET /api/v1/invitations');
  const withdraw = useMutation({
    mutationFn: (id: string) => api('DELETE /api/v1/invitations/{id}', { path: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['GET /api/v1/invitations'] }),
  });
  const open = list.rows?.filter((one) => one.status === 'open') ?? [];
  if (open.length === 0) return null;
  return (
    <Card id="invitations" title={t`Open invitations`}>
      <ul className="divide-y divide-line">
        {open.map((one) => (
          <li
            key={one.id}
            className="flex flex-wrap items-center justify-between gap-3 py-2.5 first:pt-0 last:pb-0"
          >
            <span className="grid min-w-0">
              <span className="font-medium break-all">{one.email}</span>
              <span className="text-sm text-muted">
                {i18n._(roleWords[one.role].name)} · <Trans>ends</Trans> <Ago at={one.expires_at} />
              </span>
            </span>
            <Button
              busy={withdraw.isPending && withdraw.variables === one.id}
              onClick={() => withdraw.mutate(one.id)}
            >
              <Trans>Withdraw</Trans>
              <span className="sr-only"> {one.email}</span>
            </Button>
          </li>
        ))}
      </ul>
      <ActionError error={withdraw.error} />
    </Card>
  );
}
