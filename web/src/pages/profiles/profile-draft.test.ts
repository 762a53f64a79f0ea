import { describe, expect, it } from 'vitest';
import { changedFields, newDraft, patchOf, rebased, written } from './profile-draft.ts';
import { commonWords, followCommon, withWords } from './profile-texts.ts';

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

  it('is what most channels say', () => {
    expect(commonWords(structuredClone(own) as never)).toBe('Hello');
    expect(commonWords({})).toBe('');
  });

  it('changes in the channels that follow it, and in no other', () => {
    expect(followCommon(structuredClone(own) as never, 'Hello', 'Salaam')).toEqual({
      ...own,
      signal: 'Salaam',
      imessage: 'Salaam',
    });
  });

  it('keeps format and buttons of what it changes', () => {
    expect(
      withWords({ kind: 'buttons', text: 'Hi', buttons: [{ id: 'Y', title: 'Yes' }] }, 'Ho'),
    ).toMatchObject({ kind: 'buttons', text: 'Ho' });
    expect(withWords(undefined, 'Ho')).toEqual({ kind: 'text', text: 'Ho', format: 'rich' });
  });
});
