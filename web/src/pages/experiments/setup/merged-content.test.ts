import { expect, it } from 'vitest';
import type { Draft } from '../../campaigns/use-draft.ts';
import { changedVersion, seenAsDraft } from './merged-content.ts';

const template = { kind: 'template' as const, name: 'review', language: 'en', parameters: [] as string[] };
const draft = {
  ...{ message_content: 'Hello', message_format: null },
  channel_content: {
    whatsapp: template,
    telegram: { kind: 'text', text: 'Hello' },
    signal: { kind: 'text', text: 'Signal’s own' },
  },
  channel_order: ['whatsapp', 'telegram', 'signal'],
} as unknown as Draft;

it('shows a version without words of its own as the campaign', () => {
  expect(seenAsDraft(draft, {})).toEqual(draft);
});

it('puts its own text on every channel but WhatsApp', () => {
  const seen = seenAsDraft(draft, { message_content: 'Shorter' });
  expect(seen.message_content).toBe('Shorter');
  expect(seen.channel_content).toEqual({
    whatsapp: template,
    telegram: { kind: 'text', text: 'Shorter' },
    signal: { kind: 'text', text: 'Shorter' },
  });
  expect(
    seenAsDraft(draft, {
      message_content: 'Shorter',
      channel_content: { signal: { kind: 'text', text: 'Its own' } },
    }).channel_content.signal,
  ).toEqual({ kind: 'text', text: 'Its own' });
});

it('keeps of a change only what differs from the campaign', () => {
  const worded = changedVersion(draft, {}, { message_content: 'Shorter' });
  const text = { message_content: 'Shorter', message_format: null };
  expect(worded).toEqual(text);
  const seen = seenAsDraft(draft, worded);
  const other = { ...template, name: 'short_review' };
  const both = changedVersion(draft, worded, {
    channel_content: { ...seen.channel_content, whatsapp: other },
  });
  expect(both).toEqual({ ...text, channel_content: { whatsapp: other } });
  // Back to the campaign's template: nothing of its own is left on WhatsApp.
  expect(
    changedVersion(draft, both, { channel_content: { ...seen.channel_content, whatsapp: template } }),
  ).toEqual(text);
});

it('says with a text whether its marks are read, whatever the campaign does', () => {
  const bold = changedVersion(draft, {}, { message_content: '*Hello*', message_format: 'rich' });
  expect(bold).toEqual({ message_content: '*Hello*', message_format: 'rich' });
  const rich = { kind: 'text', text: '*Hello*', format: 'rich' };
  expect(seenAsDraft(draft, bold)).toMatchObject({
    ...{ message_content: '*Hello*', message_format: 'rich' },
    channel_content: { whatsapp: template, telegram: rich, signal: rich },
  });
  const own = changedVersion(draft, bold, {
    channel_content: { whatsapp: template, telegram: rich, signal: { kind: 'text', text: 'Plain' } } as never,
  });
  expect(own).toEqual({ ...bold, channel_content: { signal: { kind: 'text', text: 'Plain' } } });
  expect(changedVersion(draft, bold, { message_content: '2*3*4', message_format: null })).toEqual({
    ...{ message_content: '2*3*4', message_format: null },
  });
  const richDraft = { ...draft, message_format: 'rich' } as Draft;
  expect(
    seenAsDraft(richDraft, changedVersion(richDraft, {}, { message_content: 'x', message_format: null })),
  ).toMatchObject({ message_format: null, channel_content: { telegram: { kind: 'text', text: 'x' } } });
});

it('reads versions from before that was said', () => {
  const rich = { kind: 'text', text: '*Hello*', format: 'rich' } as const;
  const before = { message_content: '*Hello*', channel_content: { telegram: rich, signal: rich } };
  expect(seenAsDraft(draft, before)).toMatchObject({ message_content: '*Hello*', message_format: 'rich' });
  expect(changedVersion(draft, before, { message_content: '*Hello* you', message_format: 'rich' })).toEqual({
    ...{ message_content: '*Hello* you', message_format: 'rich' },
  });
});

it('takes an order of channels', () => {
  const change = changedVersion(draft, {}, { channel_order: ['signal', 'whatsapp'] });
  expect(change).toEqual({ channel_order: ['signal', 'whatsapp'] });
  expect(seenAsDraft(draft, change).channel_order).toEqual(['signal', 'whatsapp']);
});
