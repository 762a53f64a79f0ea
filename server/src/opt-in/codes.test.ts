import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOptOut } from '../webhooks/opt-out.ts';
import { channelLink } from './channel-links.ts';
import { codeIn, messageWith, newCode } from './codes.ts';
import { texts } from './texts.ts';

describe('codes', () => {
  it('come back from the message that carries them, however it was changed on the way', () => {
    const around = fc.constantFrom('', ' ', '\n', ' 🙂', '.', ' "', ')', '\u200e ', ' thanks');
    fc.assert(
      fc.property(fc.constantFrom('en', 'bn'), around, around, fc.boolean(), (language, before, after, small) => {
        const code = newCode();
        const message = messageWith(code, texts[language].agree('Rahman Wealth'));
        expect(codeIn(before + (small ? message.toLowerCase() : message) + after)).toBe(code);
        expect(readOptOut(message, [])).toBe('none');
      }),
    ); // prettier-ignore
  });

  it.each([
    ['JOIN 7K4M92QXAB', '7K4M92QXAB'],
    ['join–7k4m92qxab', '7K4M92QXAB'],
    ['JOIN-OOOOIIIILL', '0000111111'],
    ['JOIN', undefined],
    ['JOIN-123', undefined],
    ['JOIN-7K4M92QXABC', undefined],
    ['enjoin-7K4M92QXAB', undefined],
    ['When can I join your seminars?', undefined],
    [`${'x '.repeat(300)} JOIN-7K4M92QXAB`, undefined],
  ])('%s', (text, code) => expect(codeIn(text)).toBe(code));
});

describe('links', () => {
  const none = { username: null, number: null };
  it.each([
    [{ channel: 'telegram', address: '7', ...none, username: 'our_bot' }, 'https://t.me/our_bot?start=C'],
    [{ channel: 'telegram', address: '7', ...none }, undefined],
    [{ channel: 'whatsapp', address: '204', ...none, number: '+880 1712-345678' }, 'https://wa.me/8801712345678?text=Yes%20%26%20C'],
    [{ channel: 'whatsapp', address: '204', ...none }, undefined],
    [{ channel: 'signal', address: '+442079460001', ...none }, 'https://signal.me/#p/+442079460001'],
    [{ channel: 'signal', address: 'x', ...none }, undefined],
    [{ channel: 'imessage', address: 'desk@example.test', ...none }, 'sms:desk%40example.test?&body=Yes%20%26%20C'],
    [{ channel: 'imessage', address: 'mac-1', ...none }, undefined],
  ] as const)('%o: %s', (sender, href) => {
    expect(channelLink(sender, 'C', 'Yes & C')?.href).toBe(href);
  }); // prettier-ignore
});
