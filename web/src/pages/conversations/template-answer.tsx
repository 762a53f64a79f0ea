import { Trans, useLingui } from '@lingui/react/macro';
import type { TemplateContent } from '@sampark/contracts/channel-content.ts';
import { templateFaults } from '@sampark/contracts/template-faults.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { languageOf } from '../../i18n/language.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { chooseFamily, sendableFamilies } from '../campaigns/template/template-choice.ts';
import { TemplateForm } from '../campaigns/template/template-form.tsx';
import type { Conversation } from './conversation-list.tsx';
import { saidKey } from './use-said.ts';

/** WhatsApp's window is closed: no free text, but an approved template opens it again once the person answers. */
export function TemplateAnswer({ conversation }: { conversation: Conversation }) {
  const { t, i18n } = useLingui();
  const errorText = useErrorText();
  const reason = useReasonText();
  const queries = useQueryClient();
  const [content, setContent] = useState<TemplateContent>();
  const library = useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => api('GET /api/v1/templates', { signal }),
  }).data;
  const families = library && sendableFamilies(library.items);
  const family = families?.find((one) => one.name === content?.name);
  const template = family?.versions.find((one) => one.language === content?.language);
  const complete = content && template && templateFaults(content, template.parts).length === 0;
  const choose = (name: string) => {
    const chosen = families?.find((one) => one.name === name);
    setContent(chosen && chooseFamily(chosen, languageOf(i18n.locale)));
  };
  const send = useMutation({
    mutationFn: () => {
      if (!content) throw new Error('no template was chosen');
      return api('POST /api/v1/messages', {
        body: {
          prospect_id: conversation.prospect_id,
          purpose: 'service',
          channel_order: ['whatsapp'],
          content: { whatsapp: content },
        },
      });
    },
    onSuccess: async (message) => {
      if (message.delivery_status === 'skipped') return;
      setContent(undefined);
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
      {families?.length === 0 && (
        <p className="text-muted">
          <Trans>No template is approved yet. An administrator submits one to WhatsApp for approval.</Trans>
        </p>
      )}
      <SelectField
        id="template-answer"
        label={t`Template`}
        placeholder={t`Choose a template`}
        value={content?.name ?? null}
        items={(families ?? []).map(({ name }) => ({ value: name, label: name.replaceAll('_', ' ') }))}
        onChange={choose}
      />
      {content && family && template && (
        <div className="-mx-1 grid max-h-[45dvh] gap-4 overflow-y-auto px-1 pb-1">
          <TemplateForm family={family} template={template} content={content} onChange={setContent} />
        </div>
      )}
      <Button
        kind="primary"
        large
        className="justify-self-end"
        busy={send.isPending}
        disabled={!complete}
        onClick={() => send.mutate()}
      >
        <Trans>Send the template</Trans>
      </Button>
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
