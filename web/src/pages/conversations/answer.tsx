import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Clock, SendHorizontal } from 'lucide-react';
import { useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useNow } from '../../lib/use-now.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Button } from '../../ui/button.tsx';
import type { Conversation } from './conversation-list.tsx';
import { forgetDraft, keepDraft, readDraft } from './drafts.ts';
import { saidKey } from './use-said.ts';
import { TemplateAnswer } from './template-answer.tsx';

const most = 4096;

/** Writes back the way the person wrote. Outside WhatsApp's window only a template goes; that is said before, not after. */
export function Answer({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui();
  const { duration, exact } = useFormat();
  const errorText = useErrorText();
  const reason = useReasonText();
  const queries = useQueryClient();
  const now = useNow(30_000);
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => readDraft(conversation.id));
  const person = useQuery({
    queryKey: ['person', conversation.prospect_id],
    queryFn: ({ signal }) =>
      api('GET /api/v1/prospects/{id}', { path: { id: conversation.prospect_id }, signal }),
  }).data;
  const send = useMutation({
    mutationFn: (typed: string) =>
      api('POST /api/v1/conversations/{id}/messages', {
        path: { id: conversation.id },
        body: { text: typed.trim() },
      }),
    onSuccess: async (message, typed) => {
      if (message.delivery_status === 'skipped') return;
      // What was typed while this one was on its way stays.
      setText((now) => (now === typed ? '' : now));
      if (readDraft(conversation.id) === typed) forgetDraft(conversation.id);
      await queries.invalidateQueries({ queryKey: saidKey(conversation.id) });
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/conversations'] });
    },
  });
  useShortcut('r', t`Answer`, () => field.current?.focus());
  const ends = conversation.reply_window_ends_at ? Date.parse(conversation.reply_window_ends_at) : undefined;
  const outside = conversation.channel === 'whatsapp' && (ends === undefined || ends < now);
  const stopped = person?.held_reason
    ? reason('held_for_review')
    : person?.suppressed
      ? reason('suppressed')
      : undefined;
  const refused = send.data?.delivery_status === 'skipped' ? send.data.decision?.reasons : undefined;
  const submit = () => {
    if (text.trim() && text.length <= most && !send.isPending) send.mutate(text);
  };
  if (stopped)
    return (
      <p className="border-t border-line bg-warn-tint px-4 py-3">
        <strong className="font-semibold">{stopped.what}.</strong>{' '}
        <span className="text-muted">{stopped.todo}</span>
      </p>
    );
  if (outside) return <TemplateAnswer conversation={conversation} />;
  const left = ends === undefined ? undefined : duration((ends - now) / 1000);
  const used = exact(text.length);
  const room = exact(most);
  return (
    <form
      className="grid gap-2 border-t border-line bg-surface px-3 py-3 sm:px-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {left && (
        <p className="flex items-center gap-1.5 text-sm text-muted">
          <Clock className="size-3.5" aria-hidden />
          <Trans>You can answer freely for another {left}.</Trans>
        </p>
      )}
      {send.error && (
        <p role="alert" className="text-danger">
          <strong className="font-semibold">{errorText(send.error).title}.</strong>{' '}
          {errorText(send.error).remedy}
        </p>
      )}
      {refused && (
        <p role="alert" className="text-danger">
          <Trans>Not sent:</Trans> {refused.map((one) => reason(one.code, one.code).what).join('. ')}
        </p>
      )}
      <div className="flex items-end gap-2">
        <textarea
          ref={field}
          rows={2}
          dir="auto"
          aria-label={t`Your answer`}
          placeholder={t`Your answer. Ctrl Enter sends it.`}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            keepDraft(conversation.id, event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            // Out of the field, so that one key closes the conversation or goes to the next.
            if (event.key === 'Escape' && !event.nativeEvent.isComposing) event.currentTarget.blur();
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing)
              return;
            event.preventDefault();
            submit();
          }}
          className="block max-h-48 min-h-11 w-full resize-y rounded-md border border-control bg-surface px-3 py-2 text-lg focus-visible:outline-offset-0 sm:text-base"
        />
        <Button
          kind="primary"
          large
          type="submit"
          busy={send.isPending}
          disabled={!text.trim() || text.length > most}
          icon={<SendHorizontal className="size-4" aria-hidden />}
        >
          <Trans>Send</Trans>
        </Button>
      </div>
      {text.length > most * 0.9 && (
        <p
          className={`tabular text-sm ${text.length > most ? 'text-danger' : 'text-muted'}`}
        >{t`${used} of ${room}`}</p>
      )}
    </form>
  );
}
