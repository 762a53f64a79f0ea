// What is promised of rich texts whatever authors write and people are called, read back as each platform reads it:
// Telegram by the simulator's parser, Signal by its ranges, WhatsApp by the rule its app follows.
import { compileRichText } from '@sampark/contracts/compile-rich-text.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { guardValue } from '@sampark/contracts/rich-text.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { misplacedStyle } from '../../../simulators/src/signal/text-styles.ts';
import { startSimulators } from '../../../simulators/src/start.ts';
import { parseHtml } from '../../../simulators/src/telegram/parse-html.ts';
import { signal } from '../../src/channels/signal/adapter.ts';
import { renderContent } from '../../src/messages/render.ts';
import { saysNothing } from '../../src/messages/says-nothing.ts';
import { accountAt, stubPlatform } from '../webhooks/stub-platform.ts';

const pieces = [
  '*',
  '_',
  '~',
  '`',
  '\\',
  '[',
  ']',
  '(',
  ')',
  '(https://b.example)',
  ' ',
  '\n',
  'a',
  'Z1',
  '.',
  '<',
  '&',
  '>',
];
const letters = ['👩‍👩‍👧', '🇧🇩', 'রহিমা', 'ক্ষ', 'رحيمة', '\u200f', '客户', 'é'];
const typed = fc
  .array(fc.constantFrom(...pieces, ...letters), { maxLength: 14 })
  .map((parts) => parts.join(''));
/** Signs, letters of many scripts, and anything at all. */
const value = fc.oneof(typed, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

function send(channel: Channel, text: string, variables: Record<string, unknown> = {}) {
  const rendered = renderContent(channel, { kind: 'text', text, format: 'rich' }, variables);
  if (!rendered.ok) throw new Error(`${rendered.code}: ${rendered.detail}`);
  if (rendered.content.kind !== 'text') throw new Error('A text stays one');
  return { ...rendered.content, plain: rendered.text };
}

/** Pairs that WhatsApp's app may show as marks: each opens at the edge of a word and closes at one, on one line. */
function whatsappMarks(text: string): string[] {
  const addresses = text.replace(/https?:\/\/\S+/g, (one) => 'x'.repeat(one.length));
  const found: string[] = [];
  for (const sign of [String.raw`\*`, '_', '~'])
    for (const line of addresses.split('\n')) {
      const opening = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${sign}(?=\\S)`, 'gu');
      const closing = new RegExp(`(?<=\\S)${sign}(?![\\p{L}\\p{M}\\p{N}])`, 'gu');
      const ends = [...line.matchAll(closing)].map((one) => one.index);
      for (const { index } of line.matchAll(opening))
        if (ends.some((end) => end > index + 1)) found.push(`${sign}${index}`);
    }
  return found;
}

describe('a value is never a mark', () => {
  const around = [
    'Dear {{ v }}, hello',
    '{{ v }}',
    '*Dear* {{ v }}',
    '({{ v }})',
    '{{ v }}{{ v }}',
    "x {{ v | append: '' }}",
  ];

  it('Telegram: the marks are those of the template', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(...around), (v, text) => {
        fc.pre(!saysNothing(v));
        const { text: html } = send('telegram', text, { v });
        expect(parseHtml(html).entities.map(({ type }) => type)).toEqual(text.includes('*') ? ['bold'] : []);
        expect(html.replace(/<\/?b>/g, '')).not.toMatch(/[<>]/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('Signal: so are the ranges, and the value stands there as it is', () => {
    fc.assert(
      fc.property(value, (v) => {
        fc.pre(!saysNothing(v) && !/[\ufdd0-\ufddf]/.test(v));
        const { text, styles } = send('signal', '*Dear* {{ v }}!', { v });
        expect(text).toBe(`Dear ${v}!`);
        expect(styles).toEqual(['0:4:BOLD']);
        const whole = send('signal', '*{{ v }}* x', { v });
        expect(whole.styles).toEqual([`0:${v.length}:BOLD`]);
        expect(whole.text).toBe(`${v} x`);
      }),
      { numRuns: 1_000 },
    );
  });

  it('WhatsApp: nothing of it can be taken for one', () => {
    fc.assert(
      fc.property(
        value,
        fc.constantFrom('Dear {{ v }}, hello', '{{ v }}', '({{ v }})', '{{ v }}{{ v }}'),
        (v, text) => {
          fc.pre(!saysNothing(v));
          const sent = send('whatsapp', text, { v });
          expect(whatsappMarks(sent.text)).toEqual([]);
          expect(sent.text).not.toContain('`'.repeat(3));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('iMessage: words alone', () => {
    fc.assert(
      fc.property(typed, (v) => {
        fc.pre(!saysNothing(v));
        expect(send('imessage', '*Dear* {{ v }}!', { v }).text).toBe(`Dear ${v}!`);
      }),
    );
  });
});

describe('whatever an author writes', () => {
  // What shows nothing is not sent.
  const authored = typed.filter((text) => !saysNothing(compileRichText('signal', text).plain));

  it('Telegram reads it, and sees the same words and ranges as Signal', () => {
    fc.assert(
      fc.property(authored, (text) => {
        const html = parseHtml(send('telegram', text).text);
        const signal = send('signal', text);
        if (text.includes('](https')) return;
        expect(html.text).toBe(signal.plain.trim());
        for (const range of signal.styles ?? []) {
          const [start = 0, length = 0] = range.split(':').map(Number);
          expect(start + length).toBeLessThanOrEqual(signal.text.length);
          const words = signal.text.slice(start, start + length);
          // A range that ends within a letter of two units would show as a broken sign.
          expect(words.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('Signal: every range lies in the text, around whole letters, and no style twice over one place', () => {
    fc.assert(
      fc.property(authored, value, (text, v) => {
        const sent = send('signal', `${text} {{ v | default: "-" }}`, { v });
        expect(misplacedStyle(sent.text, sent.styles ?? [])).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });

  it('Signal: the daemon takes what the adapter sends', async () => {
    const simulators = await startSimulators({ seed: 1 });
    const platform = await stubPlatform();
    const own = '+442079460001';
    await simulators.control.signal('POST', 'accounts', { number: own });
    await simulators.control.signal('PATCH', 'behaviour', { people: { registered: 1 } });
    const account = { ...accountAt(simulators.urls.signal, 'signal', {}), address: own };
    const texts = fc.sample(
      fc.tuple(authored, value).filter(([text, v]) => `${text}${v}`.isWellFormed()),
      { numRuns: 100, seed: 7 },
    );
    for (const [index, [text, v]] of texts.entries()) {
      const { plain: _plain, ...content } = send('signal', `*Dear* 👩‍👩‍👧 _{{ v | default: "you" }}_ ${text}`, {
        v,
      });
      const key = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
      const outcome = await signal.send(platform.http, account, {
        ...{ key: `${key}.1`, message_id: key, recipient: '+8801711000000', content },
      });
      expect(outcome).toMatchObject({ kind: 'accepted' });
    }
    await Promise.all([simulators.close(), platform.close()]);
  });

  it('nothing of the stand-ins is left', () => {
    const leaves = (text: string, v: string) =>
      (['whatsapp', 'telegram', 'signal', 'imessage'] as const).filter((channel) => {
        const rendered = renderContent(
          channel,
          { kind: 'text', text: `${text} {{ v }}`, format: 'rich' },
          { v },
        );
        return /[\ufdd0-\ufddf]/.test(JSON.stringify(rendered.ok ? rendered : ''));
      });
    fc.assert(
      fc.property(authored, value, (text, v) => {
        expect(leaves(text, v)).toEqual([]);
      }),
    );
    expect(leaves('*a', 'b*')).toEqual([]);
  });

  it('what is too long is refused, counted as it is sent', () => {
    const long = 'ক'.repeat(665);
    expect(renderContent('signal', { kind: 'text', text: `*${long}*`, format: 'rich' }, {}).ok).toBe(true);
    for (const [channel, text] of [
      ['signal', `*${long}* x {{ v }}`],
      ['whatsapp', `*${'x'.repeat(4_095)}*`],
      ['telegram', `*${'x'.repeat(4_097)}*`],
    ] as const)
      expect(renderContent(channel, { kind: 'text', text, format: 'rich' }, { v: 'রহিমা' })).toMatchObject({
        ok: false,
        code: 'content_too_long',
      });
  });
});

it('a value that is captured and written again is guarded once', () => {
  const text = '{% capture who %}{{ v }}{% endcapture %}*{{ who }}*';
  expect(send('signal', text, { v: 'a*b' })).toMatchObject({ text: 'a*b', styles: ['0:3:BOLD'] });
  expect(guardValue(guardValue('a*b'))).toBe(guardValue('a*b'));
});
