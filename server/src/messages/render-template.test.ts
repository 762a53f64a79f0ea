import type { TemplateContent } from '@sampark/contracts/channel-content.ts';
import { readTemplateParts } from '@sampark/contracts/template-parts.ts';
import { describe, expect, it } from 'vitest';
import { languageFor, type TemplatesOf } from '../templates/known-template.ts';
import { renderContent } from './render.ts';

const review: TemplateContent = {
  kind: 'template',
  name: 'review',
  language: 'en',
  parameters: ['{{ name }}', '{{ score | number }}'],
};
const components = (text: string) => [{ type: 'BODY', text }];

function known(
  versions: Record<string, { components: object[]; sendable?: boolean; format?: string }>,
): TemplatesOf {
  return new Map([
    [
      'review',
      new Map(
        Object.entries(versions).map(([language, { components: given, sendable = true, format }]) => [
          language,
          { name: 'review', language, sendable, parts: readTemplateParts(given, format) },
        ]),
      ),
    ],
  ]);
}

const english = known({ en: { components: components('Dear {{1}}: {{2}}, {{1}}') } });

describe('an approved template', () => {
  it('is filled, and reads as the person sees it', () => {
    expect(renderContent('whatsapp', review, { name: 'Rahima', score: 7 }, english)).toMatchObject({
      ok: true,
      content: { ...review, parameters: ['Rahima', '7'] },
      text: 'Dear Rahima: 7, Rahima',
    });
  });

  it('leads where a button says, whatever letters a value has', () => {
    const open = { type: 'URL', text: 'Open', url: 'https://b.example/{{1}}' };
    const linked = known({ en: { components: [{ type: 'BUTTONS', buttons: [open] }] } });
    const suffix = 'b?of={{ name }}';
    const content = {
      ...review,
      parameters: [],
      button_values: [{ index: 0, kind: 'url' as const, suffix }],
    };
    expect(renderContent('whatsapp', content, { name: 'রহিমা B' }, linked)).toMatchObject({
      content: { button_values: [{ suffix: 'b?of=%E0%A6%B0%E0%A6%B9%E0%A6%BF%E0%A6%AE%E0%A6%BE%20B' }] },
      text: '[Open] https://b.example/b?of=%E0%A6%B0%E0%A6%B9%E0%A6%BF%E0%A6%AE%E0%A6%BE%20B',
    });
  });

  it('that nobody has synchronised yet shows its values', () =>
    expect(renderContent('whatsapp', review, { name: 'Rahima', score: 7 })).toMatchObject({
      ok: true,
      text: 'Rahima · 7',
    }));

  it('says which value is missing', () =>
    expect(renderContent('whatsapp', review, { name: 'Rahima' }, english)).toMatchObject({
      ok: false,
      code: 'variable_missing',
      detail: 'score',
    }));

  it.each<[string, Partial<TemplateContent>, object, string]>([
    ['of the body', { parameters: ['{{ name }}', '{{ none | default: "" }}'] }, {}, '{{2}}'],
    [
      'of a button',
      { button_values: [{ index: 1, kind: 'url', suffix: '{{ none | default: "" }}' }] },
      {},
      'button 1',
    ],
    ['of a picture', { header: { kind: 'image', link: '{{ photo }}' } }, { photo: 'no address' }, 'header'],
  ])('nothing in a place %s is a missing value, not a blank', (_, more, values, detail) =>
    expect(
      renderContent('whatsapp', { ...review, ...more }, { name: 'R', score: 1, ...values }, english),
    ).toMatchObject({ ok: false, code: 'variable_missing', detail }),
  );

  it('is given values as the platform takes them: in one line', () =>
    expect(
      renderContent('whatsapp', review, { name: 'Rahima \n\tBegum      II', score: 1 }, english),
    ).toMatchObject({ content: { parameters: ['Rahima Begum II', '1'] } }));

  it.each<[string, Partial<TemplateContent>, object[], string]>([
    ['body', { parameters: ['{{ name }}'] }, components('Dear {{1}}'), '1205 of 1,024'],
    [
      'head',
      { parameters: [], header: { kind: 'text', text: '{{ name }}' } },
      [{ type: 'HEADER', format: 'TEXT', text: 'To {{1}}' }],
      '1203 of 60',
    ],
    [
      'code',
      { parameters: [], button_values: [{ index: 0, kind: 'copy_code', code: '{{ name }}' }] },
      [{ type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', example: 'A' }] }],
      '1200 of 15',
    ],
  ])('that is too long once it is filled: %s', (_, more, given, detail) =>
    expect(
      renderContent(
        'whatsapp',
        { ...review, ...more },
        { name: 'x'.repeat(1200) },
        known({ en: { components: given } }),
      ),
    ).toMatchObject({ ok: false, code: 'content_too_long', detail: `${detail} characters` }),
  );

  describe('that begins with a place on a map', () => {
    const map = known({ en: { components: [{ type: 'HEADER', format: 'LOCATION' }] } });
    const at = (more: object): TemplateContent => ({
      ...{ ...review, parameters: [] },
      header: {
        ...{ kind: 'location', latitude: '{{ lat }}', longitude: '90.4074' },
        ...{ name: '{{ branch }}', address: 'Road 7\nGulshan' },
        ...more,
      },
    });
    const branch = { lat: '23.7806', branch: 'গুলশান শাখা' };

    it('has it filled, and reads as name, address and degrees', () =>
      expect(renderContent('whatsapp', at({}), branch, map)).toMatchObject({
        ok: true,
        content: { header: { latitude: '23.7806', name: 'গুলশান শাখা', address: 'Road 7 Gulshan' } },
        text: '[location] গুলশান শাখা, Road 7 Gulshan (23.7806, 90.4074)',
      }));

    it.each([
      ['no degrees', { ...branch, lat: 'north' }],
      ['no point on earth', { ...branch, lat: '97' }],
      ['the degrees of another script', { ...branch, lat: '২৩.৭৮' }],
    ])('is not sent with %s', (_, values) =>
      expect(renderContent('whatsapp', at({}), values, map)).toMatchObject({
        ...{ ok: false, code: 'variable_missing', detail: 'header' },
      }),
    );

    it('is not sent without a name', () =>
      expect(renderContent('whatsapp', at({ name: '{{ none | default: "" }}' }), branch, map)).toMatchObject({
        ...{ ok: false, code: 'variable_missing', detail: 'header' },
      }));
  });

  it('carries the name of its head’s place where places are named', () => {
    const named = known({
      en: { components: [{ type: 'HEADER', format: 'TEXT', text: 'For {{client}}' }], format: 'NAMED' },
    });
    const given: TemplateContent = {
      ...review,
      parameters: [],
      header: { kind: 'text', text: '{{ name }}' },
    };
    expect(renderContent('whatsapp', given, { name: 'Rahima' }, named)).toMatchObject({
      content: { header: { kind: 'text', text: 'Rahima', name: 'client' } },
      text: 'For Rahima',
    });
  });
});

describe('the language of each person', () => {
  const two = components('{{1}} {{2}}');
  const all = known({
    en: { components: two },
    en_US: { components: two },
    bn: { components: two },
    es_MX: { components: two },
    es_AR: { components: two },
    pt_BR: { components: two, sendable: false },
    ar: { components: components('{{1}}') },
  });
  const asked = (languages: TemplateContent['languages']): TemplateContent =>
    languages === undefined ? review : { ...review, languages };
  it.each<[string, TemplateContent['languages'], { language?: string; country?: string }, string]>([
    ['not asked for', undefined, { language: 'bn' }, 'en'],
    ['their own', 'person', { language: 'bn', country: 'BD' }, 'bn'],
    ['their country’s variety', 'person', { language: 'en', country: 'US' }, 'en_US'],
    ['the plain one elsewhere', 'person', { language: 'en', country: 'GB' }, 'en'],
    ['any variety', 'person', { language: 'es', country: 'ES' }, 'es_AR'],
    ['not approved', 'person', { language: 'pt', country: 'BR' }, 'en'],
    ['takes other values', 'person', { language: 'ar' }, 'en'],
    ['unknown', 'person', {}, 'en'],
    ['among those listed', ['bn'], { language: 'bn' }, 'bn'],
    ['not among those listed', ['bn'], { language: 'es', country: 'MX' }, 'en'],
    ['the default’s variety', ['bn'], { language: 'en', country: 'US' }, 'en'],
  ])('%s', (_, languages, reader, expected) =>
    expect(languageFor(asked(languages), reader, all)).toBe(expected),
  );

  it('digits and words follow it, and what is sent names it', () => {
    expect(
      renderContent('whatsapp', asked('person'), { name: 'রহিমা', score: 1234, language: 'bn' }, all),
    ).toMatchObject({
      ok: true,
      content: { ...review, language: 'bn', parameters: ['রহিমা', '১,২৩৪'] },
      text: 'রহিমা ১,২৩৪',
    });
    expect(
      renderContent('whatsapp', asked('person'), { name: 'Mia', score: 1234, language: 'pt' }, all),
    ).toMatchObject({ content: { language: 'en', parameters: ['Mia', '1,234'] } });
  });
});
