// docs/templates.md is what authors go by: its variables, filters and every example in it are held to the code here.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { renderContent, variablesOf } from '../render.ts';
import { liquidFilters, ownFilters } from './filters.ts';

const page = await readFile(new URL('../../../../docs/templates.md', import.meta.url), 'utf8');
const readers = [
  { language: 'en', country: 'US' },
  { language: 'es', country: 'ES' },
  { language: 'zh', country: 'CN' },
  { language: 'ar', country: 'EG' },
  { language: 'bn', country: 'BD' },
];
const values = {
  renewal_date: '2026-03-05',
  meeting: '2026-03-05T14:30Z',
  balance: '1234567.5',
  fee: '125050',
  rate: '0.0725',
  share: '7.5',
  phone_number: '+8801711000000',
  asset_class_interests: ['gold', 'funds'],
};
/** Signs that cannot be seen are left out of the page: no-break spaces and marks of direction. */
const seen = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u200e\u200f\u061c]/g, '');
const cells = (row: string) =>
  row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.replaceAll('\\|', '|').trim());
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map(cells);
const examples = rows.filter((row) => row.length === 6 && row[0]?.startsWith('`{{'));

describe('docs/templates.md', () => {
  it.each(examples)('%s', (example, ...written) => {
    const text = example.slice(1, -1);
    const rendered = readers.map((reader) => {
      const result = renderContent('signal', { kind: 'text', text }, { ...values, ...reader });
      return result.ok ? seen(result.text) : result.detail;
    });
    expect(rendered).toEqual(written);
  });

  it('has an example of each filter of ours', () => {
    const named = new Set(examples.map(([example]) => /\| (\w+)/.exec(example ?? '')?.[1]));
    expect(named).toEqual(new Set(Object.keys(ownFilters)));
  });

  it('lists the filters of Liquid that there are', () => {
    const paragraph = /The others are Liquid's own:\n\n([^\n].*?)\n\n/s.exec(page)?.[1] ?? '';
    expect(new Set([...paragraph.matchAll(/`(\w+)`/g)].map((one) => one[1]))).toEqual(new Set(liquidFilters));
  });

  it('lists the variables that there are', () => {
    const documented = rows
      .filter((row) => row.length === 2)
      .flatMap(([names = '']) => [...names.matchAll(/`(\w+)`/g)].map((one) => one[1]));
    const person = {
      ...{ id: '1', workspace_id: '2', phone_number: '+1', email: 'a@b.test', name: 'A B', first_name: 'A' },
      ...{ last_name: 'B', language: 'bn', country: 'BD', time_zone: 'Asia/Dhaka', lead_score: 1 },
      ...{ demographics: { age: 40, location: 'Dhaka', interests: ['gold'] }, attributes: {} },
      ...{ asset_class_interests: ['gold'], held_reason: null, preferences_version: 1 },
      ...{ consents: null, identities: null, contact: null, suppressions: null, in_flight: null },
    };
    const variables = variablesOf(person, { name: 'Priya', public_url: 'https://sampark.example' });
    expect(new Set(documented)).toEqual(new Set(Object.keys(variables)));
  });
});
