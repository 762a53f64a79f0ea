import { expect, it } from 'vitest';
import { filledIn } from './filled-in.ts';

const plain = (text: string) => ({ kind: 'text', text }) as const;
const rich = (text: string) => ({ kind: 'text', text, format: 'rich' }) as const;

it.each([
  [
    'a text stands on every channel but WhatsApp',
    { message_content: 'Hi' },
    { signal: plain('Hi'), imessage: plain('Hi') },
  ],
  [
    'words of one channel stay',
    { message_content: 'Hi', channel_content: { signal: plain('Salaam') } },
    { signal: plain('Salaam'), imessage: plain('Hi') },
  ],
  [
    'marks that are read on one channel are read on the others',
    { message_content: '**Hi**', channel_content: { signal: rich('**Hi**') } },
    { signal: rich('**Hi**'), imessage: rich('**Hi**') },
  ],
  ['without a text nothing is added', { channel_content: { signal: plain('Hi') } }, { signal: plain('Hi') }],
])('%s', (_, change, contents) => {
  const order = ['whatsapp', 'signal', 'imessage'] as const;
  const filled = filledIn(change, order);
  expect(filled).toEqual({ ...change, channel_content: contents });
  expect(filledIn(filled, order)).toEqual(filled);
});

it('leaves alone what varies something else', () => {
  const change = { send_time: { after_minutes: 30 } };
  expect(filledIn(change, ['signal'])).toBe(change);
});
