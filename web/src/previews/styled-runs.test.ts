import { compileRichText } from '@sampark/contracts/compile-rich-text.ts';
import { channels } from '@sampark/contracts/domain.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { styledRuns, type Run } from './styled-runs.ts';

const short = (runs: readonly Run[]) => runs.map((run) => [run.text, ...run.looks]);
const sent = (text: string, more: { styles?: string[]; html?: boolean } = {}) => ({
  ...{ text, styles: [], html: false },
  ...more,
});

describe('as each app draws it', () => {
  it('WhatsApp: its own marks, nested, never within a word or an address', () => {
    expect(short(styledRuns('whatsapp', sent('Dear *Rahim _and_ family*, ~no~')))).toEqual([
      ['Dear '],
      ['Rahim ', 'bold'],
      ['and', 'bold', 'italic'],
      [' family', 'bold'],
      [', '],
      ['no', 'strike'],
    ]);
    expect(short(styledRuns('whatsapp', sent('2*3*4 snake_case_name * a *')))).toEqual([
      ['2*3*4 snake_case_name * a *'],
    ]);
    expect(short(styledRuns('whatsapp', sent('```a*b*c``` https://b.example/_x_/y.')))).toEqual([
      ['a*b*c', 'mono'],
      [' '],
      ['https://b.example/_x_/y', 'link'],
      ['.'],
    ]);
  });

  it('Telegram: tags and entities; signs of a person stay signs', () => {
    const html = 'Dear <b>&lt;i&gt;Rahim</b>, <a href="https://b.example">the <i>note</i></a> &amp; more';
    expect(short(styledRuns('telegram', sent(html, { html: true })))).toEqual([
      ['Dear '],
      ['<i>Rahim', 'bold'],
      [', '],
      ['the ', 'link'],
      ['note', 'link', 'italic'],
      [' & more'],
    ]);
  });

  it('Signal: ranges, overlapping ones too; marks are signs there', () => {
    expect(short(styledRuns('signal', sent('abcdef *g*', { styles: ['0:4:BOLD', '2:4:ITALIC'] })))).toEqual([
      ['ab', 'bold'],
      ['cd', 'bold', 'italic'],
      ['ef', 'italic'],
      [' *g*'],
    ]);
  });

  it('iMessage: words and addresses', () => {
    expect(short(styledRuns('imessage', sent('*a* (https://b.example/x)')))).toEqual([
      ['*a* ('],
      ['https://b.example/x', 'link'],
      [')'],
    ]);
  });
});

it('whatever is written, the letters drawn are those the server says a reader sees', () => {
  const pieces = [
    'আমি ',
    'Rahim',
    '*',
    '_',
    ' ',
    '\n',
    'b',
    'https://b.example/x ',
    '<b>',
    '&amp;',
    'مرحبا',
    '😀',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
      for (const channel of channels) {
        const { text, plain, styles } = compileRichText(channel, parts.join(''));
        const runs = styledRuns(channel, { text, styles: [...styles], html: channel === 'telegram' });
        const drawn = runs.map((run) => run.text).join('');
        // WhatsApp has no sign for "no mark": what could be one was written with one that looks alike.
        if (channel === 'whatsapp') expect(drawn.length).toBeLessThanOrEqual(text.length);
        else expect(drawn).toBe(plain);
      }
    }),
    { seed: 22, numRuns: 500 },
  );
});
