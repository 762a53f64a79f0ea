// An approved template as the platform keeps it (its `components`), read into what a person sees and what a sender fills in.
// Pure, and tolerant: what cannot be read is left out.
import { Type, type Static } from 'typebox';
import { Nullable } from './domain.ts';

const Place = Type.Object({
  name: Type.String({ description: '1, 2, … or the name of a named place' }),
  example: Nullable(Type.String({ description: 'What was shown to the platform for its approval' })),
});

export const TemplateParts = Type.Object({
  format: Type.Enum(['positional', 'named']),
  header: Nullable(
    Type.Object({
      kind: Type.Enum(['text', 'image', 'video', 'document', 'location', 'other'], {
        description: 'other: nothing that is known here, so nothing can be given to it',
      }),
      text: Nullable(Type.String()),
      places: Type.Array(Place, { description: 'At most one' }),
      example: Nullable(Type.String({ description: 'Address of the sample shown for the approval' })),
    }),
  ),
  body: Type.Object({ text: Type.String(), places: Type.Array(Place) }),
  footer: Nullable(Type.String()),
  buttons: Type.Array(
    Type.Object({
      kind: Type.Enum(['quick_reply', 'url', 'phone_number', 'copy_code', 'other']),
      text: Type.String(),
      url: Nullable(Type.String({ description: 'With {{1}} where the suffix goes' })),
      takes: Nullable(
        Type.Enum(['suffix', 'payload', 'code'], { description: 'What a sender may give it; null: nothing' }),
      ),
      needed: Type.Boolean({ description: 'Whether it must be given' }),
      example: Nullable(Type.String()),
    }),
  ),
});
export type TemplateParts = Static<typeof TemplateParts>;
export type TemplatePlace = Static<typeof Place>;
export type TemplateButton = TemplateParts['buttons'][number];

type Json = Readonly<Record<string, unknown>>;
/** As the platform finds places in a text; the name is what stands between the braces. */
export const placeholder = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

export function readTemplateParts(components: unknown, parameter_format = 'POSITIONAL'): TemplateParts {
  const parts = listOf(components);
  const part = (type: string) => parts.find((one) => textOf(one['type'])?.toUpperCase() === type);
  const body = part('BODY');
  const header = part('HEADER');
  const text = textOf(body?.['text']) ?? '';
  return {
    format: parameter_format.toUpperCase() === 'NAMED' ? 'named' : 'positional',
    header: header ? readHeader(header) : null,
    body: { text, places: placesOf(text, objectOf(body?.['example']), 'body_text') },
    footer: textOf(part('FOOTER')?.['text']) ?? null,
    buttons: listOf(part('BUTTONS')?.['buttons']).map(readButton),
  };
}

const headerKinds = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document', LOCATION: 'location' } as const;

function readHeader(header: Json): TemplateParts['header'] {
  const format = (textOf(header['format']) ?? 'TEXT').toUpperCase();
  const example = objectOf(header['example']);
  if (format !== 'TEXT') {
    const kind = Object.hasOwn(headerKinds, format)
      ? headerKinds[format as keyof typeof headerKinds]
      : 'other';
    const sample = Array.isArray(example['header_handle']) ? textOf(example['header_handle'][0]) : undefined;
    return { kind, text: null, places: [], example: sample ?? null };
  }
  const text = textOf(header['text']) ?? '';
  return { kind: 'text', text, places: placesOf(text, example, 'header_text'), example: null };
}

/** Examples stand in order (`body_text: [[…]]`, `header_text: […]`) or by name (`body_text_named_params`). */
function placesOf(text: string, example: Json, key: 'body_text' | 'header_text'): TemplatePlace[] {
  const names = [...new Set([...text.matchAll(placeholder)].flatMap((found) => found[1] ?? []))];
  const given = example[key];
  const row: unknown[] = Array.isArray(given)
    ? Array.isArray(given[0])
      ? (given[0] as unknown[])
      : (given as unknown[])
    : [];
  const named = new Map(
    listOf(example[`${key}_named_params`]).map((one) => [textOf(one['param_name']), textOf(one['example'])]),
  );
  const ordered = names.every((name) => /^\d+$/.test(name))
    ? names.toSorted((a, b) => Number(a) - Number(b))
    : names;
  return ordered.map((name, at) => ({ name, example: named.get(name) ?? textOf(row[at]) ?? null }));
}

function readButton(button: Json): TemplateButton {
  const type = (textOf(button['type']) ?? '').toUpperCase();
  const url = textOf(button['url']) ?? null;
  const sample = button['example'];
  const rest = {
    ...{ text: textOf(button['text']) ?? '', url },
    example: textOf(Array.isArray(sample) ? sample[0] : sample) ?? null,
  };
  if (type === 'QUICK_REPLY') return { kind: 'quick_reply', ...rest, takes: 'payload', needed: false };
  if (type === 'COPY_CODE') return { kind: 'copy_code', ...rest, takes: 'code', needed: true };
  // A one-time code's button is filled as the end of an address is.
  if (type === 'OTP') return { kind: 'url', ...rest, takes: 'suffix', needed: true };
  if (type === 'URL') {
    const open = url !== null && url.includes('{{');
    return { kind: 'url', ...rest, takes: open ? 'suffix' : null, needed: open };
  }
  return { kind: type === 'PHONE_NUMBER' ? 'phone_number' : 'other', ...rest, takes: null, needed: false };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}
