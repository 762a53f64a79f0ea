import { describe, expect, it } from 'vitest';
import { changedFields, newDraft, patchOf, rebased, written } from './profile-draft.ts';
import { changeText, commonText, followCommon, textOf, withText } from './profile-texts.ts';

const base = { ...newDraft('en'), name: 'Savers' };

describe('a draft', () => {
  it('sends only what was changed, whatever the order of keys', () => {
    const again = {
      ...base,
      branding_config: {
        ...base.branding_config,
        colors: { text: '#1c1917', background: '#ffffff', accent: '#0f6e5c' },
      },
    };
    expect(changedFields(again, base)).toEqual([]);
    expect(patchOf({ ...base, name: 'Spenders' }, base)).toEqual({ name: 'Spenders' });
    expect(patchOf(base, { ...base, target_demographics: { lead_score: [1, 2] } })).toEqual({
      target_demographics: null,
    });
  });

  it('on top of somebody else’s version keeps theirs where nothing was changed here', () => {
    const mine = { ...base, name: 'Mine' };
    const theirs = { ...base, name: 'Theirs', language: 'bn' };
    expect(rebased(mine, base, theirs)).toMatchObject({ name: 'Mine', language: 'bn' });
  });

  it('leaves channels out for which nothing is written', () => {
    expect(
      written({
        telegram: '  ',
        signal: 'Hello',
        imessage: { kind: 'text', text: '' },
        whatsapp: { kind: 'template', name: 'a', language: 'en', parameters: [] },
      }),
    ).toEqual({ signal: 'Hello', whatsapp: { kind: 'template', name: 'a', language: 'en', parameters: [] } });
  });
});

describe('one text for all', () => {
  const own = {
    telegram: { kind: 'buttons', text: 'Hi', buttons: [{ id: 'Y', title: 'Yes' }] },
    signal: 'Hello',
    imessage: 'Hello',
  } as const;

  const texts = () => structuredClone(own) as never;

  it('is what most channels say, of those that have no words of their own', () => {
    expect(commonText(texts())).toEqual({ text: 'Hello' });
    expect(commonText({})).toEqual({ text: '' });
    const three = { telegram: 'A', signal: 'B', imessage: 'C' } as never;
    expect(commonText(three, new Set(['telegram', 'signal']))).toEqual({ text: 'C' });
  });

  it('changes in the channels that follow it, and in no other', () => {
    const after = { text: '*Salaam*', format: 'rich' } as const;
    const rich = { kind: 'text', ...after };
    expect(followCommon(texts(), { text: 'Hello' }, after)).toEqual({ ...own, signal: rich, imessage: rich });
    expect(followCommon(texts(), { text: 'Hello' }, after, new Set(['imessage']))).toEqual({
      ...own,
      signal: rich,
    });
  });

  it('the same letters with marks and without are two texts; nothing at all is one', () => {
    const marked = changeText({ signal: '*a*' }, 'signal', { text: '*a*', format: 'rich' });
    expect(followCommon(marked, { text: '*a*' }, { text: 'b' }).signal).toEqual(marked.signal);
    const emptied = changeText({}, 'signal', { text: '', format: 'rich' });
    expect(textOf(followCommon(emptied, { text: '' }, { text: 'b' }).signal)).toEqual({ text: 'b' });
  });

  it('keeps the buttons of what it changes, and says whether it holds marks', () => {
    const buttons = { kind: 'buttons', text: 'Hi', buttons: [{ id: 'Y', title: 'Yes' }] } as const;
    const given = structuredClone(buttons) as never;
    expect(withText(given, { text: 'Ho', format: 'rich' })).toEqual({
      ...buttons,
      text: 'Ho',
      format: 'rich',
    });
    expect(withText(undefined, { text: 'Ho' })).toEqual({ kind: 'text', text: 'Ho' });
    expect(withText({ kind: 'text', text: 'Hi', format: 'rich' }, { text: 'Ho' })).toEqual({
      ...{ kind: 'text', text: 'Ho' },
    });
    expect(withText('Hi', { text: 'Ho' })).toBe('Ho');
  });
});
