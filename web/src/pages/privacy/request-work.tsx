import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CalendarPlus, Check, FileText, NotebookPen, X } from 'lucide-react';
import { useState } from 'react';
import { api, download, type Body } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useUser } from '../../lib/use-session.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useQueueSummary } from '../compliance/use-queue.ts';
import { CloseDialog } from './close-dialog.tsx';
import { ExtendDialog } from './extend-dialog.tsx';
import { requestKey, type Request } from './request.ts';

type Change = Body<'PATCH /api/v1/privacy-requests/{id}'>;

/** Who has it, what is noted, and the ways to answer. */
export function RequestWork({ request }: { request: Request }) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const me = useUser();
  const reviewers = useQueueSummary().data?.reviewers ?? [];
  const [note, setNote] = useState('');
  const [asking, setAsking] = useState<'completed' | 'refused' | 'extend'>();
  const path = { id: request.id };
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ['GET /api/v1/privacy-requests'] });
    if (request.person) await queries.invalidateQueries({ queryKey: ['person', request.person.id] });
  };
  const change = useMutation({
    mutationFn: (body: Change) => api('PATCH /api/v1/privacy-requests/{id}', { path, body }),
    onSuccess: async (answer) => {
      queries.setQueryData(requestKey(request.id), answer);
      setNote('');
      await refresh();
    },
  });
  const copy = useMutation({
    mutationFn: (id: string) =>
      download(
        'GET /api/v1/prospects/{id}/copy',
        { path: { id }, query: { format: 'html' } },
        `${request.person?.name ?? 'person'}.html`,
      ),
  });
  const failed = change.error ?? copy.error;
  const { person } = request;
  return (
    <Card id="work" title={t`Work on it`}>
      <div className="grid gap-4">
        {failed && (
          <ErrorSummary key={change.failureCount + copy.failureCount} title={errorText(failed).title}>
            {errorText(failed).remedy}
          </ErrorSummary>
        )}
        <SelectField<string>
          id="request-assigned"
          label={t`Who works on it`}
          value={request.assigned_to?.id ?? ''}
          items={[
            { value: '', label: t`Nobody yet` },
            ...reviewers.map((one) => ({
              value: one.id,
              label: one.id === me?.id ? `${one.name} (${t`you`})` : one.name,
            })),
          ]}
          onChange={(to) => change.mutate({ assigned_to: to === '' ? null : to })}
        />
        <form
          className="grid gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (note.trim() && !change.isPending) change.mutate({ note: note.trim() });
          }}
        >
          <TextArea
            id="request-step"
            label={t`What was done`}
            rows={2}
            value={note}
            onChange={setNote}
            hint={t`How you made sure who asks, what you sent them, what is still open.`}
          />
          <Button
            type="submit"
            className="justify-self-start"
            icon={<NotebookPen className="size-4" aria-hidden />}
            busy={change.isPending}
            disabled={!note.trim()}
          >
            <Trans>Note it</Trans>
          </Button>
        </form>
        <div className="flex flex-wrap gap-2 border-t border-line pt-4">
          {request.kind === 'copy' && person && (
            <Button
              icon={<FileText className="size-4" aria-hidden />}
              busy={copy.isPending}
              onClick={() => copy.mutate(person.id)}
            >
              <Trans>Make their copy</Trans>
            </Button>
          )}
          <Button
            kind="primary"
            icon={<Check className="size-4" aria-hidden />}
            onClick={() => setAsking('completed')}
          >
            {request.kind === 'erasure' ? <Trans>Erase this person</Trans> : <Trans>Answered: done</Trans>}
          </Button>
          <Button icon={<X className="size-4" aria-hidden />} onClick={() => setAsking('refused')}>
            <Trans>Refuse</Trans>
          </Button>
          {request.may_extend && (
            <Button
              icon={<CalendarPlus className="size-4" aria-hidden />}
              onClick={() => setAsking('extend')}
            >
              <Trans>Take more time</Trans>
            </Button>
          )}
        </div>
      </div>
      {(asking === 'completed' || asking === 'refused') && (
        <CloseDialog
          request={request}
          outcome={asking}
          onClose={() => setAsking(undefined)}
          onDone={refresh}
        />
      )}
      {asking === 'extend' && (
        <ExtendDialog
          onClose={() => setAsking(undefined)}
          onExtend={(reason) => change.mutateAsync({ extend: { reason } })}
        />
      )}
    </Card>
  );
}
