import { expect, it } from 'vitest';
import { borrowedWords } from './borrowed-words.ts';
import type { Version } from './design.ts';

const text = (words: string) => ({ kind: 'text' as const, text: words });
const template = { kind: 'template' as const, name: 'note', language: 'en', parameters: [] };
const draft = {
  channel_order: ['whatsapp', 'signal'] as ('whatsapp' | 'signal')[],
  channel_content: { whatsapp: template, signal: text('Dear') },
  message_content: 'Dear',
};
const version = (change: Version['change'], is_control = false): Version => ({
  ...{ name: 'V', share: 5_000, is_control, change },
});
const told = (change: Version['change'], given: Parameters<typeof borrowedWords>[0] = draft) =>
  borrowedWords(given, { varies: 'message', variants: [version({}, true), version(change)] }).map(
    ({ at, channel }) => `${at} ${channel}`,
  );

it('names the version and the channel it has no words for', () => {
  expect(told({ message_content: 'Hello' })).toEqual(['1 whatsapp']);
  expect(told({ channel_content: { whatsapp: template } })).toEqual(['1 signal']);
});

it('names nobody with words everywhere, without any, or on channels where the campaign is silent', () => {
  expect(told({})).toEqual([]);
  expect(told({ message_content: 'Hello', channel_content: { whatsapp: template } })).toEqual([]);
  expect(told({ message_content: 'Hello' }, { ...draft, channel_content: {} })).toEqual([]);
  expect(
    borrowedWords(draft, {
      varies: 'send_time',
      variants: [version({}), version({ send_time: { after_minutes: 9 } })],
    }),
  ).toEqual([]);
});
