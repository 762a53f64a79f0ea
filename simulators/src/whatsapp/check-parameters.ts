// Whether what a send fills in fits the template it names, as Meta answers it: 132000 a wrong number, 132012 a wrong kind or
// name, 131008 a button left out, 132005 too long once filled, 132018 a value with line breaks. Pure.
import { arrayOf, isObject, objectOf, textOf } from '../core/json.ts';
import { graphError, type GraphError } from './errors.ts';
import { templateButtons, type Template } from './templates.ts';

type Json = Record<string, unknown>;
type Part = 'HEADER' | 'BODY';

const PLACEHOLDER = /\{\{\s*([a-zA-Z0-9_]+)\s*\}\}/g;
const ROOM: Record<Part, number> = { HEADER: 60, BODY: 1_024 };
const URL_ROOM = 2_000;
const CODE_ROOM = 15;

interface Expected {
  text: string;
  names: string[];
  /** IMAGE, VIDEO, DOCUMENT or LOCATION. */
  media: string | undefined;
}

/** Per template: what a send has to fill in. Read on every send, so worked out once. */
const expectations = new WeakMap<Template, Record<Part, Expected>>();

function expectedOf(template: Template): Record<Part, Expected> {
  let expected = expectations.get(template);
  if (!expected) {
    const of = (type: Part): Expected => {
      const component = template.components.find((one) => one['type'] === type);
      const text = textOf(component?.['text']) ?? '';
      const format = textOf(component?.['format'])?.toUpperCase();
      const names = [...new Set([...text.matchAll(PLACEHOLDER)].map((found) => found[1] as string))];
      return { text, names, media: format === undefined || format === 'TEXT' ? undefined : format };
    };
    expected = { HEADER: of('HEADER'), BODY: of('BODY') };
    expectations.set(template, expected);
  }
  return expected;
}

/** `sent`: the components of a send; `undefined` means that they fit. */
export function checkParameters(template: Template, sent: unknown): GraphError | undefined {
  const components = arrayOf(sent).map(objectOf);
  const expected = expectedOf(template);
  for (const type of ['HEADER', 'BODY'] as const) {
    const given = components.find((component) => textOf(component['type'])?.toUpperCase() === type);
    const parameters = arrayOf(given?.['parameters']).map(objectOf);
    const wrong = expected[type].media
      ? mediaMismatch(expected[type].media, parameters)
      : textMismatch(template, type, expected[type], parameters);
    if (wrong) return wrong;
  }
  return buttonMismatch(template, components);
}

function mediaMismatch(wanted: string, parameters: readonly Json[]): GraphError | undefined {
  const [parameter] = parameters;
  const type = textOf(parameter?.['type']) ?? 'unknown';
  if (type.toUpperCase() !== wanted)
    return graphError(132012, `header: Format mismatch, expected ${wanted}, received ${type.toUpperCase()}`);
  const media = objectOf(parameter?.[type]);
  if (wanted === 'LOCATION') return locationMismatch(media);
  const link = textOf(media['link']);
  if (link !== undefined && !/^https?:\/\//.test(link)) return graphError(131009, `header: ${type}[link]`);
  return link === undefined && textOf(media['id']) === undefined
    ? graphError(131008, `header: ${type}[id or link]`)
    : undefined;
}

const DEGREES = { latitude: 90, longitude: 180 } as const;

/** Degrees come as text or as numbers. */
function locationMismatch(place: Json): GraphError | undefined {
  for (const field of ['latitude', 'longitude', 'name', 'address'] as const) {
    const value = place[field];
    if (value === undefined || value === '') return graphError(131008, `header: location[${field}]`);
    const degrees = field === 'latitude' || field === 'longitude' ? DEGREES[field] : undefined;
    const fits = degrees === undefined ? typeof value === 'string' : isDegrees(value, degrees);
    if (!fits) return graphError(131009, `header: location[${field}]`);
  }
  return undefined;
}

function isDegrees(value: unknown, most: number): boolean {
  if (typeof value === 'string' && !/^[+-]?\d+(?:\.\d+)?$/.test(value)) return false;
  return (typeof value === 'string' || typeof value === 'number') && Math.abs(Number(value)) <= most;
}

function textMismatch(
  template: Template,
  part: Part,
  { text, names }: Expected,
  parameters: readonly Json[],
): GraphError | undefined {
  const where = part.toLowerCase();
  if (parameters.length !== names.length) {
    const details = `${where}: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`;
    return graphError(132000, details);
  }
  const mismatch = parameterMismatch(template, names, parameters);
  if (mismatch) return graphError(132012, `${where}: ${mismatch}`);
  const values = parameters.map((parameter) => textOf(parameter['text']) ?? '');
  if (parameters.some((one, at) => one['type'] === 'text' && values[at] === ''))
    return graphError(131008, `${where}: Parameter of type text is missing text value`);
  if (values.some((value) => /[\r\n\t]| {5}/.test(value)))
    return graphError(
      132018,
      'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
    );
  const named = new Map(parameters.map((one, at) => [textOf(one['parameter_name']), values[at]]));
  const filled = text.replace(
    PLACEHOLDER,
    (_, name: string) =>
      (template.parameter_format === 'NAMED' ? named.get(name) : values[Number(name) - 1]) ?? '',
  );
  return filled.length > ROOM[part]
    ? graphError(132005, `${where}: Translated text too long (${filled.length} of ${ROOM[part]})`)
    : undefined;
}

function parameterMismatch(
  template: Template,
  expected: readonly string[],
  parameters: readonly Json[],
): string | undefined {
  const seen = new Set<string>();
  for (const parameter of parameters) {
    const type = textOf(parameter['type']);
    if (type === 'text' && typeof parameter['text'] !== 'string') return 'expected text';
    if (type === 'currency' && !isObject(parameter['currency'])) return 'expected currency';
    if (type === 'date_time' && !isObject(parameter['date_time'])) return 'expected date_time';
    if (type !== 'text' && type !== 'currency' && type !== 'date_time')
      return `unexpected parameter type ${String(type)}`;
    if (template.parameter_format !== 'NAMED') continue;
    const name = textOf(parameter['parameter_name']);
    if (name === undefined || !expected.includes(name) || seen.has(name))
      return `Parameter name is missing or empty: ${String(name)}`;
    seen.add(name);
  }
  return undefined;
}

function buttonMismatch(template: Template, components: readonly Json[]): GraphError | undefined {
  const buttons = templateButtons(template);
  const given = new Set<number>();
  for (const component of components) {
    if (textOf(component['type'])?.toLowerCase() !== 'button') continue;
    const index = Number(component['index'] ?? NaN);
    const button = buttons[index];
    if (!button)
      return graphError(132000, `buttons: Button at index ${String(component['index'])} does not exist`);
    const subType = (textOf(component['sub_type']) ?? '').toUpperCase();
    const type = kindOf(button);
    if (subType !== type)
      return graphError(132012, `buttons: Button at index ${index} is not of type ${subType}`);
    given.add(index);
    const wrong = valueMismatch(button, type, index, objectOf(arrayOf(component['parameters'])[0]));
    if (wrong) return wrong;
  }
  const open = buttons.findIndex((button, index) => needsValue(button) && !given.has(index));
  if (open < 0) return undefined;
  const words = kindOf(buttons[open] ?? {}) === 'URL' ? 'Url' : 'Copy code';
  return graphError(131008, `buttons: Button at index ${open} of type ${words} requires a parameter`);
}

function valueMismatch(button: Json, type: string, index: number, parameter: Json): GraphError | undefined {
  if (type === 'URL') {
    const suffix = textOf(parameter['text']) ?? '';
    if (suffix === '')
      return graphError(131008, `buttons: Button at index ${index} of type Url requires a parameter`);
    const url = (textOf(button['url']) ?? '').replace(PLACEHOLDER, () => suffix);
    return url.length > URL_ROOM
      ? graphError(132005, `buttons: Button at index ${index} is too long`)
      : undefined;
  }
  if (type !== 'COPY_CODE') return undefined;
  const code = textOf(parameter['coupon_code']) ?? '';
  if (parameter['type'] !== 'coupon_code' || code === '')
    return graphError(131008, `buttons: Button at index ${index} of type Copy code requires a parameter`);
  return code.length > CODE_ROOM
    ? graphError(131009, `buttons: coupon_code must be at most ${CODE_ROOM} characters long`)
    : undefined;
}

/** A one-time code's button is filled as an address is. */
function kindOf(button: Json): string {
  const type = (textOf(button['type']) ?? '').toUpperCase();
  return type === 'OTP' ? 'URL' : type;
}

function needsValue(button: Json): boolean {
  const type = kindOf(button);
  if (type === 'COPY_CODE') return true;
  return type === 'URL' && (textOf(button['url']) ?? '{{').includes('{{');
}
