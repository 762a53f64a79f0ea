// The places of an approved template as fields of a form: what each is worth, and the content with one of them changed. Pure.
import type { TemplateButtonValue, TemplateContent } from '@sampark/contracts/channel-content.ts';
import { templateFaults } from '@sampark/contracts/template-faults.ts';
import { farthest, locationFields, type LocationField } from '@sampark/contracts/template-location.ts';
import type { TemplateParts } from '@sampark/contracts/template-parts.ts';
import { templateRoom } from '@sampark/contracts/template-text.ts';

export type Place = { example: string | null; value: string } & (
  | { kind: 'body' | 'header'; name: string }
  | { kind: 'image' | 'video' | 'document' }
  | { kind: 'filename' }
  /** Of the place on a map it begins with. */
  | { kind: 'location'; field: LocationField }
  /** `button`: its words; `index`: its place among the buttons, from 0. */
  | { kind: 'suffix' | 'code' | 'payload'; index: number; button: string }
);
export type PlaceFault =
  | { kind: 'empty' }
  | { kind: 'link' }
  | { kind: 'long'; most: number }
  /** No decimal degrees, or farther than `most`. */
  | { kind: 'degrees'; most: number };

const first = '{{ first_name }}';

/** Every place a sender may fill, in the order the receiver reads them. */
export function placesOf(parts: TemplateParts, content: TemplateContent): Place[] {
  return [...headerPlaces(parts, content), ...bodyPlaces(parts, content), ...buttonPlaces(parts, content)];
}

function headerPlaces({ header }: TemplateParts, { header: given }: TemplateContent): Place[] {
  if (header === null || header.kind === 'other') return [];
  if (header.kind === 'location')
    return locationFields.map((field) => ({
      ...{ kind: 'location', field, example: null },
      value: given?.kind === 'location' ? given[field] : '',
    }));
  if (header.kind === 'text')
    return header.places.map(({ name, example }) => ({
      ...{ kind: 'header', name, example },
      value: given?.kind === 'text' ? given.text : '',
    }));
  const link: Place = {
    kind: header.kind,
    example: null,
    value: given && 'link' in given && given.kind === header.kind ? given.link : '',
  };
  const filename = given?.kind === 'document' ? (given.filename ?? '') : '';
  return header.kind === 'document' && link.value !== ''
    ? [link, { kind: 'filename', example: null, value: filename }]
    : [link];
}

function bodyPlaces({ format, body }: TemplateParts, content: TemplateContent): Place[] {
  return body.places.map(({ name, example }, at) => ({
    ...{ kind: 'body', name, example },
    value: (format === 'named' ? content.named_parameters?.[name] : content.parameters[at]) ?? '',
  }));
}

function buttonPlaces({ buttons }: TemplateParts, { button_values = [] }: TemplateContent): Place[] {
  return buttons.flatMap(({ takes, text, example }, index): Place[] => {
    if (takes === null) return [];
    const given = button_values.find((one) => one.index === index);
    return [{ kind: takes, index, button: text, example, value: given ? textOf(given) : '' }];
  });
}

function textOf(value: TemplateButtonValue): string {
  if (value.kind === 'url') return value.suffix;
  return value.kind === 'copy_code' ? value.code : value.payload;
}

/** An empty head or button value is left out: the server keeps none. */
export function withPlace(
  content: TemplateContent,
  parts: TemplateParts,
  place: Place,
  value: string,
): TemplateContent {
  switch (place.kind) {
    case 'body':
      return withBody(content, parts, place.name, value);
    case 'header': {
      const { header: _before, ...rest } = content;
      return value === '' ? rest : { ...rest, header: { kind: 'text', text: value } };
    }
    case 'filename': {
      if (content.header?.kind !== 'document') return content;
      const { filename: _before, ...header } = content.header;
      return { ...content, header: value === '' ? header : { ...header, filename: value } };
    }
    case 'location': {
      const { header: before, ...rest } = content;
      const given = before?.kind === 'location' ? before : nowhere;
      const header = { ...given, [place.field]: value };
      return locationFields.every((field) => header[field] === '') ? rest : { ...rest, header };
    }
    case 'image':
    case 'video':
    case 'document': {
      const { header: before, ...rest } = content;
      if (value === '') return rest;
      const kept = before?.kind === 'document' && place.kind === 'document' ? before : {};
      return { ...rest, header: { ...kept, kind: place.kind, link: value } };
    }
    default: {
      const { button_values: before = [], ...rest } = content;
      const others = before.filter((one) => one.index !== place.index);
      const next = value === '' ? others : [...others, buttonValue(place.kind, place.index, value)];
      if (next.length === 0) return rest;
      return { ...rest, button_values: next.toSorted((a, b) => a.index - b.index) };
    }
  }
}

const nowhere = { kind: 'location', latitude: '', longitude: '', name: '', address: '' } as const;

function withBody(
  content: TemplateContent,
  { format, body }: TemplateParts,
  name: string,
  value: string,
): TemplateContent {
  if (format === 'named')
    return { ...content, named_parameters: { ...content.named_parameters, [name]: value } };
  const parameters = body.places.map((one, at) =>
    one.name === name ? value : (content.parameters[at] ?? ''),
  );
  return { ...content, parameters };
}

function buttonValue(kind: 'suffix' | 'code' | 'payload', index: number, value: string): TemplateButtonValue {
  if (kind === 'suffix') return { index, kind: 'url', suffix: value };
  return kind === 'code'
    ? { index, kind: 'copy_code', code: value }
    : { index, kind: 'quick_reply', payload: value };
}

/** Content for a template just chosen: the first place of its text is mostly the name, and what stood in like places stays. */
export function startContent(
  template: { name: string; language: string; parts: TemplateParts },
  languages: TemplateContent['languages'],
  before?: TemplateContent,
): TemplateContent {
  const { name, language, parts } = template;
  const start: TemplateContent = {
    ...{ kind: 'template', name, language },
    ...(languages !== undefined && { languages }),
    parameters: parts.format === 'named' ? [] : parts.body.places.map(() => ''),
    ...(parts.format === 'named' && {
      named_parameters: Object.fromEntries(parts.body.places.map((one) => [one.name, ''])),
    }),
    ...(before?.button_payloads && { button_payloads: before.button_payloads }),
  };
  const kept = before ? placesOf(parts, before) : [];
  const filled = kept.reduce((content, one) => withPlace(content, parts, one, one.value), start);
  const [opening] = bodyPlaces(parts, filled);
  return !before && opening ? withPlace(filled, parts, opening, first) : filled;
}

/** What the server would refuse of this place; undefined: nothing. */
export function placeFault(
  content: TemplateContent,
  parts: TemplateParts,
  place: Place,
): PlaceFault | undefined {
  const paths = pathsOf(content, parts, place);
  if (!templateFaults(content, parts).some((one) => paths.includes(one.path))) return undefined;
  if (place.value.trim() === '') return { kind: 'empty' };
  if (place.kind === 'header') return { kind: 'long', most: templateRoom.header };
  if (place.kind === 'code') return { kind: 'long', most: templateRoom.code };
  if (place.kind === 'location')
    return place.field === 'latitude' || place.field === 'longitude'
      ? { kind: 'degrees', most: farthest[place.field] }
      : undefined;
  return place.kind === 'image' || place.kind === 'video' || place.kind === 'document'
    ? { kind: 'link' }
    : undefined;
}

function pathsOf(content: TemplateContent, parts: TemplateParts, place: Place): string[] {
  switch (place.kind) {
    case 'body': {
      const at = parts.body.places.findIndex((one) => one.name === place.name);
      return [`parameters.${at}`, `named_parameters.${place.name}`];
    }
    case 'header':
      return ['header', 'header.text'];
    case 'image':
    case 'video':
    case 'document':
      return ['header', 'header.link'];
    case 'filename':
      return [];
    case 'location':
      // Without any of them the head itself is missing.
      return ['header', `header.${place.field}`];
    default: {
      if (place.value === '') return parts.buttons[place.index]?.needed ? ['button_values'] : [];
      const at = content.button_values?.findIndex((one) => one.index === place.index);
      return [`button_values.${at}`, `button_values.${at}.code`];
    }
  }
}

/** Its text as a whole has too many letters, whatever the variables become. */
export function bodyTooLong(content: TemplateContent, parts: TemplateParts): boolean {
  const whole = parts.format === 'named' ? 'named_parameters' : 'parameters';
  const full = placesOf(parts, content).filter((one) => one.kind === 'body');
  return (
    content.parameters.length === (parts.format === 'named' ? 0 : full.length) &&
    templateFaults(content, parts).some((one) => one.path === whole)
  );
}

/** Still to be given before it can be sent. */
export function emptyPlaces(content: TemplateContent, parts: TemplateParts): number {
  return placesOf(parts, content).filter((one) => placeFault(content, parts, one)?.kind === 'empty').length;
}
