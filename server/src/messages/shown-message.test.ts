import type { TemplateContent } from '@sampark/contracts/channel-content.ts';
import { readTemplateParts } from '@sampark/contracts/template-parts.ts';
import { expect, it } from 'vitest';
import { renderContent } from './render.ts';
import { shownMessage } from './shown-message.ts';

const components = [
  { type: 'HEADER', format: 'TEXT', text: 'For {{1}}' },
  { type: 'BODY', text: 'Dear {{1}}, *soon*.' },
  { type: 'FOOTER', text: 'Reply STOP to stop' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'QUICK_REPLY', text: 'Yes' },
      { type: 'URL', text: 'Read', url: 'https://a.example/{{1}}' },
    ],
  },
];
const letter: TemplateContent = {
  ...{ kind: 'template', name: 'letter', language: 'en', parameters: ['{{ name }}'] },
  header: { kind: 'text', text: '{{ name }}' },
  button_values: [{ index: 1, kind: 'url', suffix: '{{ name }}' }],
};

function shown(content: TemplateContent, given: object[]) {
  const version = { name: 'letter', language: 'en', sendable: true, parts: readTemplateParts(given) };
  const known = given.length > 0 ? new Map([['letter', new Map([['en', version]])]]) : undefined;
  const rendered = renderContent('whatsapp', content, { name: 'Rahima' }, known);
  if (!rendered.ok) throw new Error(rendered.detail);
  return shownMessage('whatsapp', rendered);
}

it('an approved template is shown part by part, every place filled, each button with where it leads', () =>
  expect(shown(letter, components)).toEqual({
    header: { kind: 'text', text: 'For Rahima', link: null },
    text: 'Dear Rahima, *soon*.',
    footer: 'Reply STOP to stop',
    ...{ styles: [], html: false },
    buttons: [
      { text: 'Yes', link: null },
      { text: 'Read', link: 'https://a.example/Rahima' },
    ],
  }));

it('a picture above it is a place with its address', () => {
  const [, body] = components;
  const pictured = [{ type: 'HEADER', format: 'IMAGE' }, body ?? {}];
  const { button_values: _none, ...rest } = letter;
  const link = 'https://a.example/leaf.jpg';
  expect(shown({ ...rest, header: { kind: 'image', link } }, pictured)).toMatchObject({
    header: { kind: 'image', text: null, link },
    ...{ footer: null, buttons: [] },
  });
});

it('a map above it is a place with its name and address', () => {
  const [, body] = components;
  const placed = [{ type: 'HEADER', format: 'LOCATION' }, body ?? {}];
  const { button_values: _none, ...rest } = letter;
  const degrees = { latitude: '23.78', longitude: '90.4' };
  const header = { kind: 'location', ...degrees, name: 'Gulshan', address: 'Road 7' } as const;
  expect(shown({ ...rest, header }, placed).header).toEqual({
    ...{ kind: 'location', text: 'Gulshan\nRoad 7', link: null },
  });
});

it('one nobody has synchronised yet shows its values alone', () =>
  expect(shown(letter, [])).toMatchObject({
    header: null,
    text: 'Rahima · Rahima',
    footer: null,
    buttons: [],
  }));

it('words with buttons are shown as they are sent', () => {
  const buttons = [{ id: 'Y', title: 'Yes' }];
  const rendered = renderContent('telegram', { kind: 'buttons', text: 'Hi', buttons }, {});
  if (!rendered.ok) throw new Error(rendered.detail);
  expect(shownMessage('telegram', rendered)).toEqual({
    ...{ header: null, text: 'Hi', footer: null, styles: [], html: true },
    buttons: [{ text: 'Yes', link: null }],
  });
});
