import { Trans, useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { channels } from '../../lib/channels.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PersonField } from '../../ui/person-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';

/** What people really write: a question, a stop in two languages, and words that only look like one. */
const samples = ['Can we talk on Thursday?', 'STOP', 'বন্ধ করুন', 'I can’t stop thinking about your offer'];

/** Writes to us as one of the invented people. */
export function ReplyCard() {
  const { t } = useLingui();
  const errorText = useErrorText();
  const [person, setPerson] = useState<string>();
  const [channel, setChannel] = useState<Channel>('whatsapp');
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () =>
      api('POST /api/v1/demo/replies', { body: { prospect_id: person ?? '', channel, text: text.trim() } }),
    onSuccess: () => setText(''),
  });
  return (
    <Card
      id="reply"
      title={t`Send a reply as this person`}
      note={t`It comes in as from the platform itself.`}
    >
      <div className="grid gap-4">
        {send.error && (
          <ErrorSummary key={send.failureCount} title={errorText(send.error).title}>
            {errorText(send.error).remedy}
          </ErrorSummary>
        )}
        <PersonField label={t`Person`} onPick={setPerson} />
        <SelectField
          id="reply-channel"
          label={t`Channel`}
          value={channel}
          items={channels.map((value) => ({ value, label: channelNames[value] }))}
          onChange={setChannel}
        />
        <TextArea id="reply-text" label={t`What they write`} rows={2} value={text} onChange={setText} />
        <div className="flex flex-wrap gap-2">
          {samples.map((sample) => (
            <Button key={sample} onClick={() => setText(sample)}>
              <span dir="auto">{sample}</span>
            </Button>
          ))}
        </div>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <span role="status" className="text-muted">
            {send.isSuccess && (
              <Link
                to="/conversations"
                className="inline-flex min-h-6 items-center underline underline-offset-2"
              >
                <Trans>Sent. See it in Conversations</Trans>
              </Link>
            )}
          </span>
          <Button
            kind="primary"
            busy={send.isPending}
            disabled={!person || !text.trim()}
            onClick={() => send.mutate()}
          >
            <Trans>Send as this person</Trans>
          </Button>
        </div>
      </div>
    </Card>
  );
}
