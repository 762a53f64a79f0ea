import { readTemplateParts } from '@sampark/contracts/template-parts.ts';
import { expect, it } from 'vitest';
import { optOutProblems } from './opt-out-problems.ts';

const body = { type: 'BODY', text: 'Dear {{1}}, your review is ready.' };
const button = (text: string) => ({ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text }] });

it.each([
  [[body], 1],
  [[body, { type: 'FOOTER', text: 'Your bank' }], 1],
  [[body, button('Call me')], 1],
  [[body, { type: 'FOOTER', text: 'Reply STOP to unsubscribe' }], 0],
  [[body, { type: 'FOOTER', text: 'আর না চাইলে লিখুন: বন্ধ' }], 0],
  [[body, button('Stop promotions')], 0],
  [[body, button('বন্ধ করুন')], 0],
])('%o', (components, problems) => {
  const known = { name: 'review', language: 'en', sendable: true, parts: readTemplateParts(components) };
  const templates = new Map([['review', new Map([['en', known]])]]);
  const content = { kind: 'template' as const, name: 'review', language: 'en', parameters: ['{{ name }}'] };
  const found = optOutProblems(
    { channel_content: { whatsapp: content }, channel_order: ['whatsapp'] },
    templates,
  );
  expect(found).toHaveLength(problems);
  for (const one of found) expect(one).toMatchObject({ blocking: false, channel: 'whatsapp' });
});

it('says nothing of texts, nor of channels that are not written on', () => {
  const text = { kind: 'text' as const, text: 'Ready.' };
  expect(
    optOutProblems({ channel_content: { whatsapp: text }, channel_order: ['whatsapp'] }, new Map()),
  ).toEqual([]);
  expect(optOutProblems({ channel_content: {}, channel_order: ['signal'] }, new Map())).toEqual([]);
});
