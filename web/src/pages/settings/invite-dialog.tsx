import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { fieldProblems } from '../../lib/field-problems.ts';
import { roleWords } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CopyText } from '../../ui/error-state.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';

const roles = ['standard', 'compliance', 'admin'] as const;

/** Makes an invitation link. No mail server is needed: it is shown once, to be sent by whoever invites. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<(typeof roles)[number]>('standard');
  const invite = useMutation({
    mutationFn: () => api('POST /api/v1/invitations', { body: { email: email.trim(), role } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['GET /api/v1/invitations'] }),
  });
  const wrongEmail = fieldProblems(invite.error)['email'] ? t`Enter a whole e-mail address` : undefined;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Invite somebody`}
      footer={
        invite.data ? (
          <Button kind="primary" onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        ) : (
          <Button kind="primary" type="submit" form="invite" busy={invite.isPending} disabled={!email.trim()}>
            <Trans>Make the invitation</Trans>
          </Button>
        )
      }
    >
      {invite.data ? (
        <div className="grid gap-2">
          <p>
            <Trans>Send this link to them. It is shown only now, and counts once.</Trans>
          </p>
          <CopyText label={t`Link`} text={invite.data.link} />
        </div>
      ) : (
        <form
          id="invite"
          className="grid gap-4"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (email.trim() && !invite.isPending) invite.mutate();
          }}
        >
          {invite.error && (
            <ErrorSummary
              key={invite.failureCount}
              title={errorText(invite.error).title}
              items={wrongEmail ? [{ fieldId: 'invite-email', text: wrongEmail }] : []}
            >
              {!wrongEmail && errorText(invite.error).remedy}
            </ErrorSummary>
          )}
          <TextField
            id="invite-email"
            name="email"
            type="email"
            label={t`E-mail`}
            autoComplete="off"
            value={email}
            error={wrongEmail}
            onChange={setEmail}
          />
          <SelectField
            id="invite-role"
            label={t`Role`}
            hint={i18n._(roleWords[role].may)}
            value={role}
            items={roles.map((value) => ({ value, label: i18n._(roleWords[value].name) }))}
            onChange={setRole}
          />
        </form>
      )}
    </Dialog>
  );
}
