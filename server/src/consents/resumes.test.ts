import { describe, expect, it } from 'vitest';
import { resumes, type LedgerEntry } from './resumes.ts';

const told: Record<string, LedgerEntry> = {
  imported: { action: 'granted', source: 'import', by_person: false },
  agreed: { action: 'granted', source: 'keyword', by_person: true },
  switched_off: { action: 'withdrawn', source: 'platform', by_person: true },
  stop: { action: 'withdrawn', source: 'keyword', by_person: true },
  told_us: { action: 'withdrawn', source: 'phone', by_person: false },
  pretended: { action: 'withdrawn', source: 'platform', by_person: false },
};

describe('switching marketing on again on the platform', () => {
  it.each([
    ['imported switched_off', true],
    ['agreed switched_off switched_off', true],
    ['stop agreed switched_off', true],
    ['switched_off agreed switched_off', true],
    ['', false],
    ['switched_off', false],
    ['switched_off imported', false],
    ['imported', false],
    ['imported stop', false],
    ['imported stop switched_off', false],
    ['imported switched_off stop', false],
    ['imported switched_off told_us', false],
    ['imported told_us imported switched_off', false],
    ['imported pretended', false],
    ['imported switched_off agreed', false],
  ])('%s: %s', (entries, brings_back) => {
    const list = entries.split(' ').flatMap((name) => told[name] ?? []);
    expect(resumes(list)).toBe(brings_back);
  });
});
