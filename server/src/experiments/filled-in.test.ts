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
  [
    'marks are read where it is said',
    { message_content: '*Hi*', message_format: 'rich' as const },
    { signal: rich('*Hi*'), imessage: rich('*Hi*') },
  ],
])('%s', (_, change, contents) => {
  const order = ['whatsapp', 'signal', 'imessage'] as const;
  const filled = filledIn(change, order);
  expect(filled).toEqual({
    ...change,
    message_format: 'format' in contents.imessage ? 'rich' : null,
    channel_content: contents,
  });
  expect(filledIn(filled, order)).toEqual(filled);
});

it('reads marks as the campaign does where nothing else is said, and goes on to when the campaign changes its mind', () => {
  const first = filledIn({ message_content: '*Hi*' }, ['signal'], 'rich');
  expect(first.channel_content).toEqual({ signal: rich('*Hi*') });
  expect(filledIn(first, ['signal', 'imessage'], null).channel_content).toEqual({
    signal: rich('*Hi*'),
    imessage: rich('*Hi*'),
  });
  const plainly = filledIn({ message_content: '2*3*4', message_format: null }, ['signal'], 'rich');
  expect(plainly.channel_content).toEqual({ signal: plain('2*3*4') });
});

it('leaves alone what has no text for all channels, or varies something else', () => {
  const own = { channel_content: { signal: plain('Hi') } };
  expect(filledIn(own, ['signal', 'imessage'])).toBe(own);

  const change = { send_time: { after_minutes: 30 } };
  expect(filledIn(change, ['signal'])).toBe(change);
});
