import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { replaceUser } from '../../api/session.ts';
import type { Me } from '../../api/auth-types.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { typedNumber } from '../../lib/typed-number.ts';
import { useUser } from '../../lib/use-session.ts';
import { roleWords } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorSummary, type SummaryItem } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';

export function MeSection() {
  const user = useUser();
  const security = useQuery({
    queryKey: ['GET /api/v1/me/security'],
    queryFn: ({ signal }) => api('GET /api/v1/me/security', { signal }),
  });
  if (!user) return null;
  return (
    <div className="grid gap-5">
      <AccountCard user={user} />
      {/* Who comes in through the provider alone has none to change. */}
      {security.data?.password !== false && <PasswordCard />}
    </div>
  );
}

const [leastScore, mostScore] = [50, 90];

function AccountCard({ user }: { user: Me }) {
  const { t, i18n } = useLingui();
  const errorText = useErrorText();
  const [name, setName] = useState(user.name);
  const [threshold, setThreshold] = useState(String(user.lead_score_threshold));
  const [attempt, setAttempt] = useState(0);
  const [faults, setFaults] = useState<SummaryItem[]>([]);
  const score = typedNumber(threshold);
  const save = useMutation({
    mutationFn: (lead_score_threshold: number) =>
      api('PATCH /api/v1/me', { body: { name: name.trim(), lead_score_threshold } }),
    onSuccess: (me) => {
      replaceUser(me);
      setName(me.name);
      setThreshold(String(me.lead_score_threshold));
      showToast(t`Saved`);
    },
  });
  const changed = name.trim() !== user.name || score !== user.lead_score_threshold;
  const submit = () => {
    if (save.isPending || !changed) return;
    const items: SummaryItem[] = [];
    if (!name.trim() || name.trim().length > 120)
      items.push({ fieldId: 'me-name', text: t`Enter a name of at most 120 characters` });
    if (score === undefined || score < leastScore || score > mostScore)
      items.push({ fieldId: 'me-score', text: t`Enter a whole number from 50 to 90` });
    setFaults(items);
    setAttempt((n) => n + 1);
    if (items.length > 0 || score === undefined) save.reset();
    else save.mutate(score);
  };
  const errorFor = (fieldId: string) => faults.find((item) => item.fieldId === fieldId)?.text;
  return (
    <Card id="account" title={t`Your account`} note={`${user.email} · ${i18n._(roleWords[user.role].name)}`}>
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {faults.length > 0 && (
          <ErrorSummary key={attempt} title={t`This cannot be saved yet`} items={faults} />
        )}
        {save.error && (
          <ErrorSummary key={attempt} title={errorText(save.error).title}>
            {errorText(save.error).remedy}
          </ErrorSummary>
        )}
        <TextField
          id="me-name"
          name="name"
          label={t`Name`}
          autoComplete="name"
          value={name}
          error={errorFor('me-name')}
          onChange={setName}
        />
        <TextField
          id="me-score"
          name="threshold"
          label={t`Tell me about people with a score from`}
          hint={t`50 to 90. People at or above it are shown to you as ready to talk.`}
          inputMode="numeric"
          autoComplete="off"
          value={threshold}
          error={errorFor('me-score')}
          onChange={setThreshold}
        />
        <div className="flex justify-end">
          <Button kind="primary" type="submit" busy={save.isPending} disabled={!changed}>
            <Trans>Save changes</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}

function PasswordCard() {
  const { t } = useLingui();
  const errorText = useErrorText();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () =>
      api('POST /api/v1/me/password', { body: { current_password: current, new_password: next } }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      showToast(t`Password changed. Every other session has ended.`);
    },
  });
  const code = change.error instanceof ApiProblem ? change.error.code : '';
  const fieldId = { wrong_password: 'current-password', weak_password: 'new-password' }[code];
  const items = fieldId ? [{ fieldId, text: errorText(change.error).remedy }] : [];
  const errorFor = (id: string) => items.find((item) => item.fieldId === id)?.text;
  return (
    <Card id="password" title={t`Password`} note={t`Changing it ends every other session of yours.`}>
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!change.isPending && current && next) change.mutate();
        }}
      >
        {change.error && (
          <ErrorSummary key={change.failureCount} title={errorText(change.error).title} items={items}>
            {items.length === 0 && errorText(change.error).remedy}
          </ErrorSummary>
        )}
        <TextField
          id="current-password"
          name="current-password"
          type="password"
          label={t`Present password`}
          autoComplete="current-password"
          value={current}
          error={errorFor('current-password')}
          onChange={setCurrent}
        />
        <TextField
          id="new-password"
          name="new-password"
          type="password"
          label={t`New password`}
          hint={t`At least 12 characters; a few unrelated words are good.`}
          autoComplete="new-password"
          value={next}
          error={errorFor('new-password')}
          onChange={setNext}
        />
        <div className="flex justify-end">
          <Button kind="primary" type="submit" busy={change.isPending} disabled={!current || !next}>
            <Trans>Change password</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}
