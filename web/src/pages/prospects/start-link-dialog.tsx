import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CopyText } from '../../ui/error-state.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { usePersonError } from './person-errors.ts';
import type { Person } from './person.ts';

/** Telegram people have to write first: following this link is that, and the consent its wording names. */
export function StartLinkDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useLingui();
  const id = useId();
  const errorText = usePersonError();
  const [wording, setWording] = useState(
    () => t`I would like to receive news about my portfolio on Telegram.`,
  );
  const make = useMutation({
    mutationFn: () =>
      api('POST /api/v1/prospects/{id}/start-link', {
        path: { id: person.id },
        body: {
          channel: 'telegram',
          grants: ['telegram:marketing', 'telegram:service'],
          wording: wording.trim(),
        },
      }),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Make a Telegram start link`}
      description={<Trans>Give it to this person. It counts once, for the first chat that follows it.</Trans>}
      footer={
        make.data ? (
          <Button kind="primary" onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        ) : (
          <Button
            kind="primary"
            busy={make.isPending}
            disabled={!wording.trim()}
            onClick={() => make.mutate()}
          >
            <Trans>Make the link</Trans>
          </Button>
        )
      }
    >
      {make.error && (
        <ErrorSummary key={make.failureCount} title={errorText(make.error).title}>
          {errorText(make.error).remedy}
        </ErrorSummary>
      )}
      {make.data ? (
        <CopyText label={t`Link`} text={make.data.url} />
      ) : (
        <TextArea
          id={`${id}-wording`}
          label={t`What they agree to by following it`}
          hint={t`Show these words beside the link: they are kept as the proof of consent.`}
          value={wording}
          onChange={setWording}
          rows={3}
        />
      )}
    </Dialog>
  );
}
