// An approved template with its places filled: what the person's app shows of it, part by part and as one text. Pure, and
// runs in the browser: previews, kept texts and the bubble ask the same function.
import type { TemplateButtonValue, TemplateContent } from './channel-content.ts';
import type { TemplateLocation } from './template-location.ts';
import { placeholder, type TemplateParts } from './template-parts.ts';

export type ShownTemplate = {
  header:
    | { kind: 'text'; text: string }
    | { kind: 'image' | 'video' | 'document' | 'other'; link: string | null }
    | { kind: 'location'; place: TemplateLocation | null }
    | null;
  body: string;
  footer: string | null;
  /** `link`: where the button leads. */
  buttons: { text: string; link: string | null }[];
};

/** Most letters of each part once it is filled. Sources: the platform's own limits of templates. */
export const templateRoom = { header: 60, body: 1024, url: 2000, code: 15, payload: 256 } as const;

/** `given`: values already rendered. A place nothing is given for stays as the platform writes it. */
export function fillTemplate(parts: TemplateParts, given: TemplateContent): ShownTemplate {
  const { header } = given;
  const inBody = (name: string) =>
    parts.format === 'named' ? given.named_parameters?.[name] : given.parameters[Number(name) - 1];
  return {
    header: shownHeader(parts, header),
    body: fillPlaces(parts.body.text, inBody),
    footer: parts.footer,
    buttons: parts.buttons.map(({ text, url, takes }, index) => {
      const value = given.button_values?.find((one) => one.index === index);
      if (value?.kind === 'copy_code') return { text: `${text} ${value.code}`.trim(), link: null };
      const suffix = takes === 'suffix' && value?.kind === 'url' ? value.suffix : undefined;
      return { text, link: url === null ? null : fillPlaces(url, () => suffix) };
    }),
  };
}

function shownHeader(parts: TemplateParts, given: TemplateContent['header']): ShownTemplate['header'] {
  const { header } = parts;
  if (header === null) return null;
  if (header.kind === 'text')
    return {
      kind: 'text',
      text: fillPlaces(header.text ?? '', () => (given?.kind === 'text' ? given.text : undefined)),
    };
  if (header.kind === 'location')
    return { kind: 'location', place: given?.kind === 'location' ? given : null };
  return { kind: header.kind, link: given && 'link' in given ? given.link : null };
}

function fillPlaces(text: string, valueOf: (name: string) => string | undefined): string {
  return text.replace(placeholder, (whole, name: string) => valueOf(name) ?? whole);
}

/** One text for people to read: head, body, foot, and a line for each button. */
export function textOfTemplate({ header, body, footer, buttons }: ShownTemplate): string {
  const head = header === null ? null : textOfHead(header);
  const pressed = buttons.map(({ text, link }) => `[${text}]${link === null ? '' : ` ${link}`}`).join('\n');
  return [head, body, footer, pressed].filter((part) => part !== null && part !== '').join('\n\n');
}

function textOfHead(header: NonNullable<ShownTemplate['header']>): string {
  if (header.kind === 'text') return header.text;
  if (header.kind !== 'location') return `[${header.kind}] ${header.link ?? ''}`.trim();
  const { place } = header;
  if (place === null) return '[location]';
  return `[location] ${place.name}, ${place.address} (${place.latitude}, ${place.longitude})`;
}

/** Values for every place, from what was shown to the platform for its approval. */
export function sampleValues(
  template: { name: string; language: string },
  parts: TemplateParts,
): TemplateContent {
  const sample = (place: { name: string; example: string | null }) => place.example ?? `{{${place.name}}}`;
  const { header, body, buttons } = parts;
  const [place] = header?.places ?? [];
  return {
    ...{ kind: 'template', name: template.name, language: template.language },
    parameters: parts.format === 'named' ? [] : body.places.map(sample),
    ...(parts.format === 'named' && {
      named_parameters: Object.fromEntries(body.places.map((one) => [one.name, sample(one)])),
    }),
    ...(place && { header: { kind: 'text', text: sample(place), name: place.name } }),
    button_values: buttons.flatMap(({ takes, example, url }, index): TemplateButtonValue[] => {
      if (example === null) return [];
      if (takes === 'code') return [{ index, kind: 'copy_code', code: example }];
      return takes === 'suffix' ? [{ index, kind: 'url', suffix: suffixIn(example, url) }] : [];
    }),
  };
}

/** The sample of an address is mostly the whole of it. */
function suffixIn(example: string, url: string | null): string {
  const start = url?.split('{{')[0] ?? '';
  return start !== '' && example.startsWith(start) && example.length > start.length
    ? example.slice(start.length)
    : example;
}
