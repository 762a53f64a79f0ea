import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { TemplateContent } from '@sampark/contracts/channel-content.ts';
import { templateRoom } from '@sampark/contracts/template-text.ts';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormat } from '../../../i18n/use-format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { LanguageFields } from './language-fields.tsx';
import { PlaceField } from './place-field.tsx';
import type { Family, Template } from './template-choice.ts';
import { bodyTooLong, emptyPlaces, placeFault, placesOf, withPlace, type Place } from './template-places.ts';

type Props = {
  family: Family;
  template: Template;
  content: TemplateContent;
  onChange: (content: TemplateContent) => void;
};

/** A chosen template: in which language, its words, and a value for each of its places. */
export function TemplateForm({ family, template, content, onChange }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const { parts } = template;
  const places = placesOf(parts, content);
  const empty = emptyPlaces(content, parts);
  const most = exact(templateRoom.body);
  const fieldFor = (place: Place) => {
    const id = fieldId(parts.body.places, place);
    return (
      <PlaceField
        key={`${template.id}-${id}`}
        id={id}
        place={place}
        fault={placeFault(content, parts, place)}
        onChange={(value) => onChange(withPlace(content, parts, place, value))}
      />
    );
  };
  return (
    <>
      <LanguageFields family={family} content={content} onChange={onChange} />
      <Words template={template} />
      {places.filter((one) => one.kind !== 'payload').map(fieldFor)}
      <Answers places={places.filter((one) => one.kind === 'payload')} fieldFor={fieldFor} />
      {bodyTooLong(content, parts) && (
        <p role="alert" className="text-sm text-danger">
          <Trans>The text is too long: filled in it may have {most} characters. Shorten a value.</Trans>
        </p>
      )}
      {parts.header?.kind === 'other' && (
        <Notice icon={TriangleAlert} tone="warn" title={t`It begins with something that is not known here.`}>
          <Trans>That cannot be sent from here: choose another template.</Trans>
        </Notice>
      )}
      <p role="status" className="text-sm text-muted empty:hidden">
        {empty > 0 && (
          <Plural value={empty} one="# value is still missing." other="# values are still missing." />
        )}
      </p>
    </>
  );
}

/** What is approved, before its places are filled. */
function Words({ template: { parts, language } }: { template: Template }) {
  return (
    <div
      dir="auto"
      lang={language.replace('_', '-')}
      className="grid gap-2 rounded-md bg-raised px-3 py-2 [overflow-wrap:anywhere]"
    >
      {parts.header?.text && <p className="font-semibold">{parts.header.text}</p>}
      <p className="whitespace-pre-line">{parts.body.text}</p>
      {parts.footer && <p className="text-sm text-muted">{parts.footer}</p>}
    </div>
  );
}

/** Seldom needed: programs that wait for an answer tell the buttons apart by it. */
function Answers(props: { places: readonly Place[]; fieldFor: (place: Place) => ReactNode }) {
  const { t } = useLingui();
  if (props.places.length === 0) return null;
  return (
    <details open={props.places.some((one) => one.value !== '')}>
      <summary className="inline-flex min-h-8 cursor-pointer items-center text-sm text-muted underline underline-offset-2 hover:text-text pointer-coarse:min-h-11">
        {t`What the buttons send back`}
      </summary>
      <div className="mt-3 grid gap-4">{props.places.map(props.fieldFor)}</div>
    </details>
  );
}

function fieldId(body: readonly { name: string }[], place: Place): string {
  if (place.kind === 'body') return `parameter-${body.findIndex((one) => one.name === place.name)}`;
  if (place.kind === 'location') return `header-${place.field}`;
  return 'index' in place ? `button-${place.index}` : `header-${place.kind}`;
}
