import { describe, expect, it } from 'vitest';
import { checkParameters } from '../src/whatsapp/check-parameters.ts';
import type { Template } from '../src/whatsapp/templates.ts';

function template(components: Record<string, unknown>[], parameter_format = 'POSITIONAL'): Template {
  return {
    ...{ id: '1', waba_id: 'w', name: 'offer', language: 'en', category: 'UTILITY', status: 'APPROVED' },
    ...{
      parameter_format,
      components,
      quality: 'UNKNOWN',
      rejected_reason: 'NONE',
      previous_category: undefined,
    },
  };
}
const text = (value: string, parameter_name?: string) => ({
  ...{ type: 'text', text: value },
  ...(parameter_name === undefined ? {} : { parameter_name }),
});
const part = (type: string, ...parameters: object[]) => ({ type, parameters });
const button = (sub_type: string, index: number, parameter: object) => ({
  ...{ type: 'button', sub_type, index: String(index), parameters: [parameter] },
});
const url = { type: 'URL', text: 'Open', url: 'https://a.example/{{1}}' };
const coupon = { type: 'COPY_CODE', example: 'A' };
const link = (kind: string, address: string) => ({ type: kind, [kind]: { link: address } });

describe('what a send fills in', () => {
  const body = [{ type: 'BODY', text: 'Dear {{1}}, {{2}}' }];
  const named = [{ type: 'BODY', text: 'Dear {{client}}, {{fund}}' }];
  const image = [{ type: 'HEADER', format: 'IMAGE' }];
  const address = 'https://a.example/a.jpg';
  const map = [{ type: 'HEADER', format: 'LOCATION' }];
  const location = (more: object) => {
    const place = { latitude: '23.78', longitude: '90.4', name: 'Gulshan', address: 'Road 7', ...more };
    return { type: 'location', location: place };
  };
  it.each<[string, Record<string, unknown>[], object[] | undefined, number | undefined, string?]>([
    ['both', body, [part('body', text('a'), text('b'))], undefined],
    ['one too few', body, [part('body', text('a'))], 132000],
    ['nothing at all', body, undefined, 132000],
    ['no words', body, [part('body', text('a'), text(''))], 131008],
    ['a line break', body, [part('body', text('a'), text('b\nc'))], 132018],
    ['five spaces', body, [part('body', text('a'), text('b     c'))], 132018],
    ['too much', body, [part('body', text('a'), text('x'.repeat(1_020)))], 132005],
    ['names', named, [part('body', text('b', 'fund'), text('a', 'client'))], undefined, 'NAMED'],
    ['no names', named, [part('body', text('b'), text('a'))], 132012, 'NAMED'],
    ['a name twice', named, [part('body', text('b', 'fund'), text('a', 'fund'))], 132012, 'NAMED'],
    ['another name', named, [part('body', text('b', 'fund'), text('a', 'name'))], 132012, 'NAMED'],
    ['a picture', image, [part('header', link('image', address))], undefined],
    ['no picture', image, undefined, 132012],
    ['a video for a picture', image, [part('header', link('video', address))], 132012],
    ['a picture from nowhere', image, [part('header', link('image', 'a.jpg'))], 131009],
    ['an empty picture', image, [part('header', { type: 'image', image: {} })], 131008],
    ['a map', map, [part('header', location({}))], undefined],
    ['a map with numbers', map, [part('header', location({ latitude: 23.78, longitude: -90.4 }))], undefined],
    ['no map', map, undefined, 132012],
    ['a picture for a map', map, [part('header', link('image', address))], 132012],
    ['a map without a name', map, [part('header', location({ name: undefined }))], 131008],
    ['a map without degrees', map, [part('header', location({ latitude: '' }))], 131008],
    ['a map beyond the pole', map, [part('header', location({ latitude: '91' }))], 131009],
    ['a map in minutes', map, [part('header', location({ longitude: '90°24′' }))], 131009],
    [
      'a head',
      [{ type: 'HEADER', format: 'TEXT', text: 'To {{1}}' }],
      [part('header', text('a'))],
      undefined,
    ],
    ['no head', [{ type: 'HEADER', format: 'TEXT', text: 'To {{1}}' }], [], 132000],
    [
      'a head that is too long',
      [{ type: 'HEADER', format: 'TEXT', text: 'To {{1}}' }],
      [part('header', text('x'.repeat(60)))],
      132005,
    ],
    ['a suffix', [{ type: 'BUTTONS', buttons: [url] }], [button('url', 0, text('7'))], undefined],
    ['no suffix', [{ type: 'BUTTONS', buttons: [url] }], undefined, 131008],
    ['an empty suffix', [{ type: 'BUTTONS', buttons: [url] }], [button('url', 0, text(''))], 131008],
    [
      'a payload for an address',
      [{ type: 'BUTTONS', buttons: [url] }],
      [button('quick_reply', 0, {})],
      132012,
    ],
    [
      'a button that is not there',
      body,
      [part('body', text('a'), text('b')), button('url', 0, text('7'))],
      132000,
    ],
    [
      'a code',
      [{ type: 'BUTTONS', buttons: [coupon] }],
      [button('copy_code', 0, { type: 'coupon_code', coupon_code: 'AB' })],
      undefined,
    ],
    ['no code', [{ type: 'BUTTONS', buttons: [coupon] }], undefined, 131008],
    [
      'a long code',
      [{ type: 'BUTTONS', buttons: [coupon] }],
      [button('copy_code', 0, { type: 'coupon_code', coupon_code: 'x'.repeat(16) })],
      131009,
    ],
  ])('%s', (_, components, sent, code, format) =>
    expect(checkParameters(template(components, format), sent)?.code).toBe(code),
  );
});
