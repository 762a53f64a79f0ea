import { describe, expect, it } from 'vitest';
import { policyReasonCodes, policyReasonText } from './policy.ts';
import { sendCodes, sendCodeText } from './send-codes.ts';
import { defaultSettings, settingsOf } from './settings.ts';

describe('workspace settings', () => {
  it('are the defaults of the product when nothing is stored', () => {
    for (const stored of [null, undefined, {}]) expect(settingsOf(stored)).toEqual(defaultSettings);
    expect(defaultSettings.quiet_hours).toEqual({ enabled: true, start: '21:00', end: '09:00' });
    expect(defaultSettings.weekly_caps).toEqual({ marketing: 2, coaching: 3 });
  });

  it('keep what is stored and drop what nobody knows', () => {
    const stored = { quiet_hours: { start: '20:00' }, weekly_caps: { marketing: 0 }, surprise: 1 };
    expect(settingsOf(stored)).toEqual({
      ...defaultSettings,
      quiet_hours: { enabled: true, start: '20:00', end: '09:00' },
      weekly_caps: { marketing: 0, coaching: 3 },
    });
  });

  it('a workspace’s own words that stop messages stand beside ours, which are not listed twice', () => {
    expect(defaultSettings.opt_out_keywords).toEqual([]);
    expect(settingsOf({ opt_out_keywords: ['stop', 'basta', 'বন্ধ'] }).opt_out_keywords).toEqual(['basta']);
  });
});

describe('reasons and codes', () => {
  it('every reason and code has words of its own for a portfolio manager', () => {
    const texts = [
      ...policyReasonCodes.map((code) => policyReasonText[code]),
      ...sendCodes.map((code) => sendCodeText[code]),
    ];
    for (const text of texts) expect(text).toMatch(/^[A-Z][^_]{6,}$/);
    // One code may stand in both tables (a window that closed); two codes of one table never share their words.
    for (const table of [policyReasonText, sendCodeText]) {
      expect(new Set(Object.values(table)).size).toBe(Object.keys(table).length);
    }
  });
});
