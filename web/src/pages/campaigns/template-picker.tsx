import { Trans, useLingui } from '@lingui/react/macro';
import type { TemplateContent } from '@sampark/contracts/channel-content.ts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { languageOf } from '../../i18n/language.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { chooseFamily, chooseIn, sendableFamilies } from './template/template-choice.ts';
import { TemplateForm } from './template/template-form.tsx';
import type { Draft } from './use-draft.ts';

const none = 'none';

/** WhatsApp takes free text only from people who wrote in the last day; for all others a template it approved. */
export function TemplatePicker({
  draft,
  writtenIn,
  onChange,
}: {
  draft: Pick<Draft, 'channel_content'>;
  /** The language all of its words are in, where there is one. */
  writtenIn?: string;
  onChange: (change: Pick<Draft, 'channel_content'>) => void;
}) {
  const { t, i18n } = useLingui();
  const query = useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => api('GET /api/v1/templates', { signal }),
  });
  const { whatsapp } = draft.channel_content;
  const content = whatsapp?.kind === 'template' ? (whatsapp as TemplateContent) : undefined;
  const families = query.data && sendableFamilies(query.data.items);
  const family = families?.find((one) => one.name === content?.name);
  const template = family?.versions.find((one) => one.language === content?.language);
  const set = (next: TemplateContent | undefined) => {
    const { whatsapp: _before, ...rest } = draft.channel_content;
    onChange({ channel_content: next ? { ...rest, whatsapp: next } : rest });
  };
  const choose = (name: string) => {
    const chosen = families?.find((one) => one.name === name);
    if (name === content?.name && template) return;
    set(chosen && (writtenIn ? chooseIn(chosen, writtenIn) : chooseFamily(chosen, languageOf(i18n.locale))));
  };
  // What is named but cannot be sent any more stays to be seen.
  const lost = content && !template ? content.name : undefined;
  return (
    <Card
      id="template"
      title={t`On WhatsApp`}
      note={t`WhatsApp lets you write first only with a template it has approved.`}
    >
      {query.isError ? (
        <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />
      ) : families === undefined ? (
        <Skeleton className="h-10" />
      ) : families.length === 0 && lost === undefined ? (
        <p className="text-muted">
          <Trans>Your account has no approved template yet: WhatsApp is left out.</Trans>
        </p>
      ) : (
        <div className="grid gap-4">
          <SelectField
            id="template-choice"
            label={t`Template`}
            value={content ? content.name : none}
            error={
              lost === undefined ? undefined : t`It cannot be sent in this language. Choose another template.`
            }
            items={[
              { value: none, label: t`None: leave WhatsApp out` },
              ...[...(family || lost === undefined ? [] : [lost]), ...families.map((one) => one.name)].map(
                (value) => ({ value, label: value.replaceAll('_', ' ') }),
              ),
            ]}
            onChange={choose}
          />
          {content && family && template && (
            <TemplateForm family={family} template={template} content={content} onChange={set} />
          )}
        </div>
      )}
    </Card>
  );
}
