import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { replaceUser } from '../../api/session.ts';
import type { Me } from '../../api/auth-types.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { fieldProblems } from '../../lib/field-problems.ts';
import { useUser } from '../../lib/use-session.ts';
import { roleWords } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';

export function MeSection() {
  const user = useUser();
  if (!user) return null;
  return (
    <div className="grid gap-5">
      <AccountCard user={user} />
      <PasswordCard />
    </div>
  );
}

function AccountCard({ user }: { user: Me }) {
  const { t, i18n } = useLingui();
  const errorText = useErrorText();
  const [name, setName] = useState(user.name);
  const [threshold, setThreshold] = useState(String(user.lead_score_threshold));
  const save = useMutation({
    mutationFn: () =>
      api('PATCH /api/v1/me', { body: { name: name.trim(), lead_score_threshold: Number(threshold) } }),
    onSuccess: (me) => {
      replaceUser(me);
      showToast(t`Saved`);
    },
  });
  const problems = fieldProblems(save.error);
  const changed = name.trim() !== user.name || threshold !== String(user.lead_score_threshold);
  return (
    <Card id="account" title={t`Your account`} note={`${user.email} · ${i18n._(roleWords[user.role].name)}`}>
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending && changed) save.mutate();
        }}
      >
        {save.error && (
          <ErrorSummary
            key={save.failureCount}
            title={errorText(save.error).title}
            items={Object.entries(problems).map(([field, text]) => ({ fieldId: `me-${field}`, text }))}
          >
            {Object.keys(problems).length === 0 && errorText(save.error).remedy}
          </ErrorSummary>
        )}
        <TextField
          id="me-name"
          name="name"
          label={t`Name`}
          autoComplete="name"
          value={name}
          error={problems['name']}
          onChange={setName}
        />
        <TextField
          id="me-lead_score_threshold"
          name="threshold"
          label={t`Tell me about people with a score from`}
          hint={t`50 to 90. People at or above it are shown to you as ready to talk.`}
          inputMode="numeric"
          autoComplete="off"
          value={threshold}
          error={problems['lead_score_threshold']}
          onChange={setThreshold}
        />
        <div className="flex justify-end">
          <Button kind="primary" type="submit" busy={save.isPending} disabled={!changed || !name.trim()}>
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
          <ErrorSummary key={change.failureCount} title={errorText(change.error).title}>
            {errorText(change.error).remedy}
          </ErrorSummary>
        )}
        <TextField
          id="current-password"
          name="current-password"
          type="password"
          label={t`Present password`}
          autoComplete="current-password"
          value={current}
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
