import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useRegionNames } from '../../i18n/region-names.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import type { Conversation } from './conversation-list.tsx';
import { saidKey } from './use-said.ts';

/** WhatsApp's window is closed: no free text, but an approved template opens it again once the person answers. */
export function TemplateAnswer({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui();
  const { language } = useRegionNames();
  const errorText = useErrorText();
  const reason = useReasonText();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(null);
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => api('GET /api/v1/templates', { signal }),
  }).data?.items.filter((one) => one.status === 'APPROVED' && one.channel === 'whatsapp');
  const template = templates?.find((one) => one.id === chosen);
  const send = useMutation({
    mutationFn: () => {
      if (!template) throw new Error('no template was chosen');
      return api('POST /api/v1/messages', {
        body: {
          prospect_id: conversation.prospect_id,
          purpose: 'service',
          channel_order: ['whatsapp'],
          content: {
            whatsapp: {
              kind: 'template',
              name: template.name,
              language: template.language,
              parameters: Array.from({ length: template.parameters }, () => '{{ first_name }}'),
            },
          },
        },
      });
    },
    onSuccess: async (message) => {
      if (message.delivery_status === 'skipped') return;
      setChosen(null);
      await queries.invalidateQueries({ queryKey: saidKey(conversation.id) });
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/conversations'] });
    },
  });
  const refused = send.data?.delivery_status === 'skipped' ? send.data.decision?.reasons : undefined;
  return (
    <div className="grid gap-3 border-t border-line bg-surface px-3 py-3 sm:px-4">
      <p className="flex gap-2">
        <Clock className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
        <span>
          <strong className="font-semibold">
            <Trans>The 24 hours for a free answer are over.</Trans>
          </strong>{' '}
          <span className="text-muted">
            <Trans>
              WhatsApp now takes only an approved template. When the person answers, you can write freely
              again.
            </Trans>
          </span>
        </span>
      </p>
      {templates?.length === 0 && (
        <p className="text-muted">
          <Trans>No template is approved yet. An administrator submits one to WhatsApp for approval.</Trans>
        </p>
      )}
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1">
          <SelectField
            id="template-answer"
            label={t`Template`}
            placeholder={t`Choose a template`}
            value={chosen}
            items={(templates ?? []).map((one) => ({
              value: one.id,
              label: `${one.name.replaceAll('_', ' ')} · ${language(one.language)}`,
            }))}
            onChange={setChosen}
          />
        </div>
        <Button kind="primary" large busy={send.isPending} disabled={!template} onClick={() => send.mutate()}>
          <Trans>Send the template</Trans>
        </Button>
      </div>
      {template?.body && (
        <p dir="auto" className="rounded-md bg-raised px-3 py-2 whitespace-pre-line">
          {template.body}
        </p>
      )}
      {send.error && (
        <p role="alert" className="text-danger">
          {errorText(send.error).title}. {errorText(send.error).remedy}
        </p>
      )}
      {refused && (
        <p role="alert" className="text-danger">
          <Trans>Not sent:</Trans> {refused.map((one) => reason(one.code, one.code).what).join('. ')}
        </p>
      )}
    </div>
  );
}
