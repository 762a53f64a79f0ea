import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TemplateContent } from '@sampark/contracts/channel-content.ts';
import { templateFaults } from '@sampark/contracts/template-faults.ts';
import { readTemplateParts } from '@sampark/contracts/template-parts.ts';
import {
  bodyTooLong,
  emptyPlaces,
  placeFault,
  placesOf,
  startContent,
  withPlace,
} from './template-places.ts';

const buttons = {
  type: 'BUTTONS',
  buttons: [
    { type: 'QUICK_REPLY', text: 'Yes' },
    { type: 'URL', text: 'Book', url: 'https://b.example/{{1}}' },
    { type: 'COPY_CODE', text: 'Copy', example: 'SAVE' },
  ],
};
const named = readTemplateParts(
  [
    { type: 'HEADER', format: 'TEXT', text: 'For {{who}}' },
    { type: 'BODY', text: '{{who}}, see you on {{day}}.' },
    buttons,
  ],
  'NAMED',
);
const numbered = readTemplateParts([
  { type: 'HEADER', format: 'DOCUMENT' },
  { type: 'BODY', text: '{{1}}, about {{2}}.' },
]);
const placed = readTemplateParts([
  { type: 'HEADER', format: 'LOCATION' },
  { type: 'BODY', text: 'Our branch in {{1}}.' },
]);
const start = (parts: typeof named, before?: TemplateContent) =>
  startContent({ name: 'letter', language: 'en', parts }, undefined, before);
const fill = (parts: typeof named, values: readonly string[]) =>
  values.reduce((content, value, at) => {
    const place = placesOf(parts, content)[at];
    return place ? withPlace(content, parts, place, value) : content;
  }, start(parts));

it('offers each place once, in reading order', () => {
  expect(placesOf(named, start(named)).map((one) => one.kind)).toEqual([
    ...['header', 'body', 'body', 'payload', 'suffix', 'code'],
  ]);
  expect(placesOf(numbered, start(numbered)).map((one) => one.kind)).toEqual(['document', 'body', 'body']);
  expect(placesOf(placed, start(placed)).map((one) => ('field' in one ? one.field : one.kind))).toEqual([
    ...['latitude', 'longitude', 'name', 'address', 'body'],
  ]);
});

it('a document with an address may be named', () => {
  expect(placesOf(numbered, fill(numbered, ['https://b.example/a.pdf'])).map((one) => one.kind)).toEqual([
    ...['document', 'filename', 'body', 'body'],
  ]);
});

it('filled in, the server finds nothing to say', () => {
  const whole = fill(named, ['Rahim', 'Rahim', 'Monday', '', 'friday', 'SAVE10']);
  expect(templateFaults(whole, named)).toEqual([]);
  expect(whole.button_values).toEqual([
    { index: 1, kind: 'url', suffix: 'friday' },
    { index: 2, kind: 'copy_code', code: 'SAVE10' },
  ]);
  expect(emptyPlaces(whole, named)).toBe(0);
});

it('emptied again, the head and the buttons are left out', () => {
  const whole = fill(named, ['Rahim', 'Rahim', 'Monday', 'y', 'friday', 'SAVE10']);
  const emptied = placesOf(named, whole).reduce(
    (content, place) => withPlace(content, named, place, ''),
    whole,
  );
  expect(emptied).toEqual({
    ...{ kind: 'template', name: 'letter', language: 'en', parameters: [] },
    named_parameters: { who: '', day: '' },
  });
  // Five must be given; the answer button needs nothing.
  expect(emptyPlaces(emptied, named)).toBe(5);
});

it('a place on a map is whole with all four, and left out with none', () => {
  const whole = fill(placed, ['23.78', '90.40', 'গুলশান', 'সড়ক ৭', 'ঢাকা']);
  expect(templateFaults(whole, placed)).toEqual([]);
  const begun = fill(placed, ['23.78', '', '', '', 'ঢাকা']);
  expect(emptyPlaces(begun, placed)).toBe(3);
  const [first] = placesOf(placed, begun);
  const emptied = first && withPlace(begun, placed, first, '');
  expect(emptied).not.toHaveProperty('header');
  expect(emptied && emptyPlaces(emptied, placed)).toBe(4);
});

it('in another language what stood in like places stays', () => {
  const before = { ...fill(named, ['Rahim', 'Rahim', 'Monday', '', 'friday', 'SAVE10']), language: 'bn' };
  expect(start(named, before)).toEqual({ ...before, language: 'en' });
});

describe('what is wrong with one place', () => {
  const faultAt = (parts: typeof named, content: TemplateContent, kind: string) => {
    const place = placesOf(parts, content).find((one) => one.kind === kind);
    return place && placeFault(content, parts, place);
  };
  it.each([
    ['an address without https', numbered, ['b.example'], 'document', { kind: 'link' }],
    ['no address', numbered, [], 'document', { kind: 'empty' }],
    ['degrees in Bengali digits', placed, ['২৩.৭৮'], 'location', { kind: 'degrees', most: 90 }],
    ['a long heading', named, ['x'.repeat(61)], 'header', { kind: 'long', most: 60 }],
    ['a long code', named, ['a', 'a', 'a', '', 'a', 'x'.repeat(16)], 'code', { kind: 'long', most: 15 }],
    ['no end of the address', named, ['a', 'a', 'a'], 'suffix', { kind: 'empty' }],
    ['an answer button without a sign', named, [], 'payload', undefined],
  ] as const)('%s', (_, parts, values, kind, fault) => {
    expect(faultAt(parts, fill(parts, values), kind)).toEqual(fault);
  });
  it('a text too long as a whole', () => {
    expect(bodyTooLong(fill(named, ['a', 'x'.repeat(600), 'x'.repeat(600)]), named)).toBe(true);
    expect(bodyTooLong(start(named), named)).toBe(false);
  });
});

it('whatever is typed, every place reads back what was written, and none is said to be whole that the server refuses', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(named, numbered, placed),
      fc.array(fc.string({ maxLength: 20 }), { minLength: 6, maxLength: 6 }),
      (parts, values) => {
        const filled = placesOf(parts, start(parts)).reduce(
          (content, place, at) => withPlace(content, parts, place, values[at] ?? ''),
          start(parts),
        );
        const places = placesOf(parts, filled).filter((one) => one.kind !== 'filename');
        expect(places.map((one) => one.value)).toEqual(values.slice(0, places.length));
        const faults = places.filter((one) => placeFault(filled, parts, one) !== undefined);
        expect(faults.length > 0).toBe(templateFaults(filled, parts).length > 0);
      },
    ),
  );
});
