import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TemplateContent } from './channel-content.ts';
import { templateFaults } from './template-faults.ts';
import { readTemplateParts } from './template-parts.ts';
import { fillTemplate, sampleValues, textOfTemplate } from './template-text.ts';

const content = (more: Partial<TemplateContent> = {}): TemplateContent => ({
  ...{ kind: 'template', name: 'offer', language: 'en', parameters: [] },
  ...more,
});
const body = (text: string, example?: object) => ({ type: 'BODY', text, example });
const url = { type: 'URL', text: 'Open', url: 'https://b.example/{{1}}', example: ['https://b.example/abc'] };
const paths = (given: TemplateContent, components: object[], format?: string) =>
  templateFaults(given, readTemplateParts(components, format)).map((one) => one.path);

describe('what a template takes', () => {
  const header = (format: string) => ({ type: 'HEADER', format });
  const picture = { kind: 'image', link: 'https://a.example/a.jpg' } as const;
  const value = { kind: 'text', text: '{{ first_name }}' } as const;
  const degrees = { latitude: '23.780573', longitude: '-90.4' } as const;
  const map = { kind: 'location', ...degrees, name: 'Gulshan branch', address: 'Road 7' } as const;
  it.each<[string, Partial<TemplateContent>, object[], string[]]>([
    ['as many as it has places', { parameters: ['a', 'b'] }, [body('{{1}} and {{2}}, {{1}}')], []],
    ['one too few', { parameters: ['a'] }, [body('{{1}} and {{2}}')], ['parameters']],
    ['one too many', { parameters: ['a'] }, [body('Hello')], ['parameters']],
    ['an empty place', { parameters: ['a', ' '] }, [body('{{1}} {{2}}')], ['parameters.1']],
    ['names where places are numbered', { named_parameters: { a: 'x' } }, [body('Hi')], ['named_parameters']],
    ['words beyond its room', { parameters: ['x'.repeat(1020)] }, [body('Dear {{1}}')], ['parameters']],
    ['no picture', {}, [header('IMAGE'), body('Hi')], ['header']],
    ['a picture', { header: picture }, [header('IMAGE'), body('Hi')], []],
    ['a picture instead of a video', { header: picture }, [header('VIDEO'), body('Hi')], ['header']],
    [
      'an address that is none',
      { header: { ...picture, link: 'a.jpg' } },
      [header('IMAGE')],
      ['header.link'],
    ],
    ['an address of each person', { header: { ...picture, link: '{{ photo }}' } }, [header('IMAGE')], []],
    ['no map', {}, [header('LOCATION')], ['header']],
    ['a map', { header: map }, [header('LOCATION')], []],
    ['a map of each person', { header: { ...map, latitude: '{{ branch_lat }}' } }, [header('LOCATION')], []],
    ['a map instead of a picture', { header: map }, [header('IMAGE')], ['header']],
    [
      'a map without an address',
      { header: { ...map, address: ' ' } },
      [header('LOCATION')],
      ['header.address'],
    ],
    [
      'degrees and minutes',
      { header: { ...map, latitude: '23°46′' } },
      [header('LOCATION')],
      ['header.latitude'],
    ],
    ['a comma', { header: { ...map, longitude: '90,4' } }, [header('LOCATION')], ['header.longitude']],
    ['beyond the pole', { header: { ...map, latitude: '90.01' } }, [header('LOCATION')], ['header.latitude']],
    ['what is not known here', {}, [header('GIF')], ['header']],
    ['anything for what is not known here', { header: picture }, [header('GIF')], ['header']],
    ['a value for a head without a place', { header: value }, [{ type: 'HEADER', text: 'News' }], ['header']],
    ['a value for a head', { header: value }, [{ type: 'HEADER', format: 'TEXT', text: 'For {{1}}' }], []],
    ['a value for no head', { header: value }, [], ['header']],
    [
      'a head beyond its room',
      { header: { kind: 'text', text: 'x'.repeat(58) } },
      [{ type: 'HEADER', format: 'TEXT', text: 'For {{1}}' }],
      ['header.text'],
    ],
  ])('%s', (_, given, components, expected) => expect(paths(content(given), components)).toEqual(expected));

  it.each<[string, Partial<TemplateContent>, string[]]>([
    ['each place by its name', { named_parameters: { client: 'a', fund: 'b' } }, []],
    [
      'one missing, one unknown',
      { named_parameters: { client: 'a', fond: 'b' } },
      ['named_parameters.fund', 'named_parameters.fond'],
    ],
    ['numbers where places are named', { parameters: ['a', 'b'] }, ['parameters']],
  ])('named: %s', (_, given, expected) =>
    expect(paths(content(given), [body('{{client}}: {{fund}}')], 'NAMED')).toEqual(expected),
  );

  const buttons = [
    { type: 'QUICK_REPLY', text: 'Yes' },
    url,
    { type: 'COPY_CODE', example: 'ABC' },
    { type: 'URL', text: 'Home', url: 'https://b.example' },
    { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+1' },
  ];
  const suffix = { index: 1, kind: 'url', suffix: 'x' } as const;
  const code = { index: 2, kind: 'copy_code', code: 'C1' } as const;
  it.each<[string, TemplateContent['button_values'], string[]]>([
    ['all that must be given', [suffix, code], []],
    ['with a payload', [{ index: 0, kind: 'quick_reply', payload: 'Y' }, suffix, code], []],
    ['nothing', undefined, ['button_values', 'button_values']],
    ['one twice', [suffix, suffix, code], ['button_values.1']],
    ['of another kind', [{ ...suffix, index: 0 }, suffix, code], ['button_values.0']],
    ['a suffix for a whole address', [{ ...suffix, index: 3 }, suffix, code], ['button_values.0']],
    ['one that is not there', [{ ...suffix, index: 7 }, suffix, code], ['button_values.0']],
    ['a long code', [suffix, { ...code, code: 'x'.repeat(16) }], ['button_values.1.code']],
  ])('buttons: %s', (_, button_values, expected) =>
    expect(paths(content({ button_values: button_values ?? [] }), [{ type: 'BUTTONS', buttons }])).toEqual(
      expected,
    ),
  );
});

describe('what is shown', () => {
  const components = [
    {
      type: 'HEADER',
      format: 'TEXT',
      text: 'For {{client}}',
      example: { header_text_named_params: [{ param_name: 'client', example: 'Mina' }] },
    },
    body('{{client}}, {{fund}} is open. {{client}}!', {
      body_text_named_params: [
        { param_name: 'client', example: 'Mina' },
        { param_name: 'fund', example: 'Green bond' },
      ],
    }),
    { type: 'FOOTER', text: 'Reply STOP to leave' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Yes' }, url] },
  ];
  const parts = readTemplateParts(components, 'NAMED');

  it('head, body, foot and buttons, filled', () => {
    const given = content({
      named_parameters: { client: 'রহিমা', fund: '$1 $& bond' },
      header: { kind: 'text', text: 'রহিমা' },
      button_values: [{ index: 1, kind: 'url', suffix: '7' }],
    });
    expect(textOfTemplate(fillTemplate(parts, given))).toBe(
      'For রহিমা\n\nরহিমা, $1 $& bond is open. রহিমা!\n\nReply STOP to leave\n\n[Yes]\n[Open] https://b.example/7',
    );
  });

  it('the samples of the approval fill every place, and fit', () => {
    const samples = sampleValues({ name: 'offer', language: 'en' }, parts);
    expect(templateFaults(samples, parts)).toEqual([]);
    expect(textOfTemplate(fillTemplate(parts, samples))).toContain('Mina, Green bond is open. Mina!');
    expect(samples.button_values).toEqual([{ index: 1, kind: 'url', suffix: 'abc' }]);
  });

  it('a value that looks like a place fills nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{{1}}', '{{2}}', 'a', '$&', ' '), { minLength: 2, maxLength: 2 }),
        (values) => {
          const two = readTemplateParts([body('{{1}}|{{2}}')]);
          expect(fillTemplate(two, content({ parameters: values })).body).toBe(values.join('|'));
        },
      ),
    );
  });

  it('never throws, whatever the platform answers', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (components_, format) => {
        const read = readTemplateParts(components_, format);
        expect(templateFaults(content({ parameters: ['a'] }), read)).toBeInstanceOf(Array);
        expect(
          textOfTemplate(fillTemplate(read, sampleValues({ name: 'a', language: 'en' }, read))),
        ).toBeTypeOf('string');
      }),
    );
  });
});
