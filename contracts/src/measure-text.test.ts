import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRichText } from './compile-rich-text.ts';
import { channels } from './domain.ts';
import { measureText, tooLongText } from './measure-text.ts';

describe('the room of a text', () => {
  it.each([
    [
      'signal',
      'text',
      'ক'.repeat(666),
      { used: 1_998, most: 2_000, left: 2, unit: 'bytes', beyond: 'attachment' },
    ],
    [
      'signal',
      'text',
      'ক'.repeat(667),
      { used: 2_001, most: 2_000, left: -1, unit: 'bytes', beyond: 'attachment' },
    ],
    ['signal', 'text', 'é👋', { used: 6, most: 2_000, left: 1_994, unit: 'bytes', beyond: 'attachment' }],
    [
      'whatsapp',
      'text',
      '*👋*',
      { used: 4, most: 4_096, left: 4_092, unit: 'utf16_units', beyond: 'refused' },
    ],
    [
      'whatsapp',
      'buttons',
      'x',
      { used: 1, most: 1_024, left: 1_023, unit: 'utf16_units', beyond: 'refused' },
    ],
    [
      'telegram',
      'text',
      '<b>a</b> &amp; <3',
      { used: 6, most: 4_096, left: 4_090, unit: 'utf16_units', beyond: 'refused' },
    ],
    [
      'telegram',
      'buttons',
      'x',
      { used: 1, most: 4_096, left: 4_095, unit: 'utf16_units', beyond: 'refused' },
    ],
    ['imessage', 'text', '', { used: 0, most: 4_096, left: 4_096, unit: 'utf16_units', beyond: 'refused' }],
  ] as const)('%s %s %j', (channel, kind, text, expected) =>
    expect(measureText(channel, kind, text)).toEqual(expected),
  );

  it('says by how much', () => {
    expect(tooLongText('signal', 'text', 'ক'.repeat(667))).toBe('2001 of 2,000 bytes');
    expect(tooLongText('whatsapp', 'buttons', 'x'.repeat(1_025))).toBe('1025 of 1,024 characters');
    expect(tooLongText('telegram', 'text', `<b>${'x'.repeat(4_096)}</b>`)).toBeUndefined();
  });
});

describe('whatever a text holds', () => {
  const any = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  it('bytes are those of UTF-8', () => {
    fc.assert(
      fc.property(any, (text) => {
        expect(measureText('signal', 'text', text).used).toBe(new TextEncoder().encode(text).length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is too long exactly when nothing is left, however near the limit', () => {
    const near = fc
      .tuple(fc.constantFrom('x', 'é', 'ক', '👋', '&amp;', '<b>', '<'), fc.integer({ min: 250, max: 4_100 }))
      .map(([unit, times]) => unit.repeat(times));
    const kinds = fc.constantFrom('text' as const, 'buttons' as const);
    fc.assert(
      fc.property(fc.constantFrom(...channels), kinds, near, (channel, kind, text) => {
        const { left } = measureText(channel, kind, text);
        expect(tooLongText(channel, kind, text) !== undefined).toBe(left < 0);
      }),
      { numRuns: 500 },
    );
  });

  it('Telegram counts a rich text as it is read, WhatsApp as it is sent', () => {
    fc.assert(
      fc.property(any, (words) => {
        fc.pre(/\S/.test(words) && !/[*_~`[\]()\\>\n\ufdd0-\ufddf]/.test(words));
        const used = (channel: 'telegram' | 'whatsapp') =>
          measureText(channel, 'text', compileRichText(channel, `*a* ${words}.`).text).used;
        expect(used('telegram')).toBe(words.length + 3);
        expect(used('whatsapp')).toBe(words.length + 5);
      }),
    );
  });
});
