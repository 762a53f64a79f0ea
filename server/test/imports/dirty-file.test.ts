import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import iconv from 'iconv-lite';
import {
  createTestRuntime,
  createUser,
  createWorkspace,
  type TestRuntime,
  type TestUser,
} from '../support/server.ts';
import { importCsv, rejectsOf, withoutQueue } from './support.ts';

let rt: TestRuntime;
let user: TestUser;
beforeAll(async () => {
  rt = withoutQueue(await createTestRuntime());
  const workspace = await createWorkspace(rt, { default_country: 'BD', time_zone: 'Asia/Dhaka' });
  user = await createUser(rt, { workspace_id: workspace.id });
});
afterAll(() => rt.drop());

let number = 10_000_000;
const phone = () => `+88017${number++}`;

describe('each reason to refuse a row names its line and column', () => {
  const table: [name: string, header: string, row: string, column: string | null, code: string][] = [
    ['no phone', 'phone,name', ',Rahima', 'phone', 'phone_missing'],
    ['no valid phone', 'phone,name', '12,Rahima', 'phone', 'phone_invalid'],
    ['a rounded phone', 'phone,name', '8.80171E+12,Rahima', 'phone', 'phone_rounded'],
    ['an e-mail that is none', 'phone,email', `${phone()},rahima at example`, 'email', 'email_invalid'],
    ['an unknown language', 'phone,Preferred language', `${phone()},Klingon`, 'Preferred language', 'language_unknown'],
    ['an unknown country', 'phone,Country/Region', `${phone()},Atlantis`, 'Country/Region', 'country_unknown'],
    ['an unknown time zone', 'phone,Time Zone', `${phone()},Mars/Olympus`, 'Time Zone', 'time_zone_unknown'],
    ['an age that is none', 'phone,age', `${phone()},young`, 'age', 'age_invalid'],
    ['a score above 100', 'phone,lead score', `${phone()},101`, 'lead score', 'lead_score_invalid'],
    ['a name too long', 'phone,name', `${phone()},${'x'.repeat(301)}`, 'name', 'too_long'],
    ['a day that does not exist', 'phone,consent channel,consent date', `${phone()},whatsapp,31/02/2025`, 'consent date', 'date_invalid'],
    ['a date to come', 'phone,consent channel,consent date', `${phone()},whatsapp,2031-01-01`, 'consent date', 'date_invalid'],
    ['a channel that is none', 'phone,consent channel', `${phone()},pigeon`, 'consent channel', 'consent_channel_unknown'],
    ['a purpose that is none', 'phone,consent channel,consent purpose', `${phone()},whatsapp,spam`, 'consent purpose', 'consent_purpose_unknown'],
    ['an unclear consent', 'phone,WhatsApp consent', `${phone()},maybe`, 'WhatsApp consent', 'consent_unclear'],
    ['an unclear opt-out', 'phone,opted out', `${phone()},maybe`, 'opted out', 'consent_unclear'],
    ['too few columns', 'phone,name,email', `${phone()},Rahima`, 'email', 'too_few_columns'],
    ['too many columns', 'phone,name', `${phone()},Begum, Rahima`, 'name', 'too_many_columns'],
    ['an open quote', 'phone,name', `${phone()},"Rahima`, 'name', 'quote_unclosed'],
    ['a quote inside a value', 'phone,name', `${phone()},"Rahima"Begum`, 'name', 'quote_misplaced'],
    ['a damaged character', 'phone,name', `${phone()},R\ufffdhima`, 'name', 'encoding_damaged'],
    ['a value of 70,000 characters', 'phone,notes', `${phone()},${'n'.repeat(70_000)}`, 'notes', 'field_too_large'],
  ]; // prettier-ignore
  it.each(table)('%s', async (_name, header, row, column, code) => {
    const cells = header.split(',').length;
    const good = (text: string) => [text, ...Array.from({ length: cells - 1 }, () => '')].join(',');
    const done = await importCsv(rt, user, `${header}\n${good(phone())}\n${row}\n${good(phone())}\n`);
    expect(await rejectsOf(rt, done.id)).toEqual([
      { line: 3, column_name: column, code, reason: expect.stringMatching(/\S{3}/) },
    ]);
    expect(done).toMatchObject({ status: 'completed', rows_total: 3, rows_imported: 2, rows_rejected: 1 });
  });
});

it('an open quote costs the line it opened on and no other', async () => {
  const lines = [
    'phone,name',
    `${phone()},"open`,
    `${phone()},A`,
    `${phone()},"B, with comma"`,
    `${phone()},C`,
  ];
  const done = await importCsv(rt, user, lines.join('\n'));
  expect(done).toMatchObject({ rows_total: 4, rows_imported: 3, rows_rejected: 1 });
  expect((await rejectsOf(rt, done.id))[0]).toMatchObject({
    line: 2,
    reason: expect.stringContaining('line 2') as string,
  });
});

describe('encodings, delimiters and line ends', () => {
  const encodings: [string, (text: string) => Buffer][] = [
    ['utf-8', (text) => Buffer.from(text)],
    ['utf-8 with mark', (text) => Buffer.from(`\ufeff${text}`)],
    ['utf-16le', (text) => iconv.encode(text, 'utf-16le', { addBOM: false })],
    ['utf-16le with mark', (text) => iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['utf-16be', (text) => iconv.encode(text, 'utf-16be', { addBOM: false })],
    ['utf-16be with mark', (text) => iconv.encode(text, 'utf-16be', { addBOM: true })],
    ['windows-1252', (text) => iconv.encode(text, 'windows-1252')],
  ];
  const ends = { LF: '\n', CRLF: '\r\n', CR: '\r' };
  for (const [encoding, encode] of encodings) {
    for (const delimiter of [',', ';', '\t', '|']) {
      it(`${encoding}, ${JSON.stringify(delimiter)}`, async () => {
        const end = Object.values(ends)[delimiter.charCodeAt(0) % 3] ?? '\n';
        const one = phone();
        const two = phone();
        const name = encoding === 'windows-1252' ? 'Zoë “Müller”' : 'রহিমা “বেগম”';
        const rows = [
          ['Name', 'Mobile', 'Notes'],
          [name, one, `"two${end}lines${delimiter} ""quoted"""`],
          ['José', two, ''],
        ];
        const done = await importCsv(rt, user, encode(rows.map((row) => row.join(delimiter)).join(end)));
        expect(done).toMatchObject({ status: 'completed', rows_total: 2, rows_imported: 2 });
        const found = await rt.db
          .selectFrom('prospects')
          .select(['name', 'attributes'])
          .where('phone_number', 'in', [one, two])
          .orderBy('phone_number')
          .execute();
        expect(found).toEqual([
          { name, attributes: { Notes: `two${end}lines${delimiter} "quoted"` } },
          { name: 'José', attributes: {} },
        ]);
      });
    }
  }
});
