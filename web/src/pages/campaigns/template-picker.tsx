import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { api, type Item } from '../../api/client.ts';
import { useRegionNames } from '../../i18n/region-names.ts';
import { Card } from '../../ui/card.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Draft } from './use-draft.ts';

type Template = Item<'GET /api/v1/templates'>;
const none = 'none';

/** WhatsApp takes free text only from people who wrote in the last day; for all others a template it approved. */
export function TemplatePicker({
  draft,
  onChange,
}: {
  draft: Pick<Draft, 'channel_content'>;
  onChange: (change: Pick<Draft, 'channel_content'>) => void;
}) {
  const { t } = useLingui();
  const { language } = useRegionNames();
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => api('GET /api/v1/templates', { signal }),
  }).data?.items;
  const content = draft.channel_content.whatsapp;
  const chosen =
    content?.kind === 'template'
      ? templates?.find((one) => one.name === content.name && one.language === content.language)
      : undefined;
  const keyOf = (one: Template) => `${one.name}/${one.language}`;
  const approved = templates?.filter((one) => one.status === 'APPROVED' && one.channel === 'whatsapp');
  const choose = (key: string) => {
    const next = { ...draft.channel_content };
    const template = approved?.find((one) => keyOf(one) === key);
    if (template)
      next.whatsapp = {
        kind: 'template',
        name: template.name,
        language: template.language,
        parameters: Array.from({ length: template.parameters }, (_, index) =>
          index === 0 ? '{{ first_name }}' : '',
        ),
      };
    else delete next.whatsapp;
    onChange({ channel_content: next });
  };
  const setParameter = (at: number, value: string) => {
    if (content?.kind !== 'template') return;
    const parameters = content.parameters.map((one, index) => (index === at ? value : one));
    onChange({ channel_content: { ...draft.channel_content, whatsapp: { ...content, parameters } } });
  };
  return (
    <Card
      id="template"
      title={t`On WhatsApp`}
      note={t`WhatsApp lets you write first only with a template it has approved.`}
    >
      {approved === undefined ? (
        <Skeleton className="h-10" />
      ) : approved.length === 0 ? (
        <p className="text-muted">
          <Trans>Your account has no approved template yet: WhatsApp is left out.</Trans>
        </p>
      ) : (
        <div className="grid gap-4">
          <SelectField
            id="template-choice"
            label={t`Template`}
            value={chosen ? keyOf(chosen) : none}
            items={[
              { value: none, label: t`None: leave WhatsApp out` },
              ...approved.map((one) => ({
                value: keyOf(one),
                label: `${one.name.replaceAll('_', ' ')} · ${language(one.language)}`,
              })),
            ]}
            onChange={choose}
          />
          {chosen?.body && (
            <p dir="auto" className="rounded-md bg-raised px-3 py-2 whitespace-pre-line">
              {chosen.body}
            </p>
          )}
          {content?.kind === 'template' &&
            content.parameters.map((value, index) => {
              const place = `{{${index + 1}}}`;
              return (
                <TextField
                  // Parameters have no names of their own: their place is what they are.
                  key={index}
                  id={`parameter-${index}`}
                  name={`parameter-${index}`}
                  label={t`In place of ${place}`}
                  autoComplete="off"
                  value={value}
                  onChange={(next) => setParameter(index, next)}
                />
              );
            })}
        </div>
      )}
    </Card>
  );
}
