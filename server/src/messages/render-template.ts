// One approved template for one person: the language they get it in, every value filled in, and what their app will show.
// Pure. What the platform would refuse for this person alone (nothing in a place, too much, no address) is said here.
import { addressEnd } from '@sampark/contracts/address-end.ts';
import type { TemplateContent, TemplateHeader } from '@sampark/contracts/channel-content.ts';
import { mapTemplateTexts } from '@sampark/contracts/content-texts.ts';
import { isLink } from '@sampark/contracts/template-faults.ts';
import { isCoordinate } from '@sampark/contracts/template-location.ts';
import type { TemplateParts } from '@sampark/contracts/template-parts.ts';
import { fillTemplate, templateRoom, textOfTemplate } from '@sampark/contracts/template-text.ts';
import { languageFor, type TemplatesOf } from '../templates/known-template.ts';
import type { MessageVariables, Rendered } from './render.ts';

/** `fill` renders one text in a language; it throws where a value is missing. */
export function renderTemplate(
  asked: TemplateContent,
  variables: MessageVariables,
  templates: TemplatesOf | undefined,
  fill: (text: string, language: string) => string,
): Rendered {
  const language = languageFor(asked, variables, templates);
  const parts = templates?.get(asked.name)?.get(language)?.parts;
  let empty: string | undefined;
  const { languages: _asked, ...filled } = mapTemplateTexts(asked, (text, path) => {
    const line = oneLine(fill(text, language));
    const value = path.endsWith('.suffix') ? addressEnd(line) : line;
    if (value === '') empty ??= placeOf(path);
    return value;
  });
  const content = { ...filled, language, ...inOrder(filled, parts), ...namedHeader(filled.header, parts) };
  if (empty !== undefined) return { ok: false, code: 'variable_missing', detail: empty };
  if (content.header && !isGiven(content.header))
    return { ok: false, code: 'variable_missing', detail: placeOf('header') };
  if (parts === undefined) return { ok: true, content, text: valuesOf(content).join(' · ') };
  const shown = fillTemplate(parts, content);
  const tooLong = overlong(shown, content);
  if (tooLong !== undefined) return { ok: false, code: 'content_too_long', detail: tooLong };
  return { ok: true, content, text: textOfTemplate(shown), template: shown };
}

/** A file needs an address, a map a point on it. */
function isGiven(header: TemplateHeader): boolean {
  if (header.kind === 'text') return true;
  if (header.kind !== 'location') return isLink(header.link);
  return isCoordinate('latitude', header.latitude) && isCoordinate('longitude', header.longitude);
}

/** The platform refuses values with line breaks, tabs or more than four spaces in a row. */
function oneLine(value: string): string {
  if (!/[\r\n\t]| {5}/.test(value)) return value;
  return value
    .replace(/\s*[\r\n\t]\s*/g, ' ')
    .replace(/ {5,}/g, ' ')
    .trim();
}

/** A place as the template's author knows it. */
function placeOf(path: string): string {
  const [list, key] = path.split('.');
  if (list === 'parameters') return `{{${Number(key) + 1}}}`;
  if (list === 'named_parameters') return `{{${key}}}`;
  return list === 'header' ? 'header' : `button ${Number(key) + 1}`;
}

/** Named values in the order of their places, whatever order they were kept in. */
function inOrder(
  { named_parameters }: TemplateContent,
  parts: TemplateParts | undefined,
): Pick<TemplateContent, 'named_parameters'> {
  if (named_parameters === undefined || parts === undefined) return {};
  const places = parts.body.places.map((place) => place.name);
  const at = ([name]: [string, string]) => places.indexOf(name);
  return {
    named_parameters: Object.fromEntries(Object.entries(named_parameters).sort((a, b) => at(a) - at(b))),
  };
}

/** The platform wants the name with the value where places are named. */
function namedHeader(
  header: TemplateContent['header'],
  parts: TemplateParts | undefined,
): Pick<TemplateContent, 'header'> {
  const name = parts?.format === 'named' ? parts.header?.places[0]?.name : undefined;
  return header?.kind === 'text' && name !== undefined ? { header: { ...header, name } } : {};
}

function valuesOf({ parameters, named_parameters, header }: TemplateContent): string[] {
  return [
    ...(header?.kind === 'text' ? [header.text] : []),
    ...parameters,
    ...Object.values(named_parameters ?? {}),
  ];
}

function overlong(
  { header, body, buttons }: ReturnType<typeof fillTemplate>,
  { button_values = [] }: TemplateContent,
): string | undefined {
  const measured: [length: number, most: number][] = [
    [header?.kind === 'text' ? header.text.length : 0, templateRoom.header],
    [body.length, templateRoom.body],
    ...buttons.map(({ link }): [number, number] => [link?.length ?? 0, templateRoom.url]),
    ...button_values.map((value): [number, number] => {
      if (value.kind === 'copy_code') return [value.code.length, templateRoom.code];
      return value.kind === 'quick_reply'
        ? [value.payload.length, templateRoom.payload]
        : [0, templateRoom.url];
    }),
  ];
  const over = measured.find(([length, most]) => length > most);
  return over && `${over[0]} of ${over[1].toLocaleString('en')} characters`;
}
