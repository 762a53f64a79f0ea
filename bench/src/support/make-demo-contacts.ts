// Writes a contact file as a HubSpot export looks after years of use, for `sampark demo`: four consent columns, names in
// two alphabets, numbers in every spelling, and one row in fifty broken. The same size gives the same bytes.
// Run: node bench/src/support/make-demo-contacts.ts contacts.csv 10000
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';

const header =
  'Record ID,First Name,Last Name,Email,Mobile Phone Number,Country/Region,City,Preferred language,Lifecycle Stage,Create Date,WhatsApp consent,Telegram opt-in,Signal consent,iMessage consent,Opted out,Notes';
const given = ['Rahim', 'নুসরাত', 'Farzana', 'Oliver', 'তানভীর', 'Amelia', "O'Neil", 'José', 'সাদিয়া', 'Wei'];
const family = ['Uddin', 'আক্তার', 'Begum', 'Smith', 'হোসেন', 'Al-Farsi', 'Khan', 'García', 'Tan', 'van Dijk'];
const stages = ['Lead', 'Customer', 'Opportunity', 'Other'];
const yes = ['Yes', 'TRUE', '2026-03-14', 'x', '1', '14/03/2026'];

export async function makeDemoContacts(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path, { highWaterMark: 1 << 20 });
  out.write(`\ufeff${header}\r\n`);
  for (let row = 0; row < rows; row++) if (!out.write(`${line(row)}\r\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}

function line(row: number): string {
  const name = given[row % given.length] ?? '';
  const last = family[Math.floor(row / 10) % family.length] ?? '';
  const place = row % 4;
  const notes =
    row % 17 === 0 ? '"Prefers a call, ""after five"", on weekdays\nSecond line of the note"' : '';
  const cells = [
    String(9_100_000 + row),
    row % 23 === 0 ? ` ${name} ` : name,
    last,
    row % 31 === 0 ? '' : `client${row}@example.com`,
    row % 50 === 49 ? brokenPhone(row) : phone(row, place),
    ['Bangladesh', 'United Kingdom', 'AE', 'singapore'][place] ?? '',
    ['Dhaka', 'London', 'Dubai', 'Singapore'][place] ?? '',
    place === 0 ? 'bn' : 'en',
    stages[row % 4] ?? '',
    `2025-${digits((row % 12) + 1, 2)}-${digits((row % 28) + 1, 2)}`,
    ...consents(row),
    row % 211 === 0 ? 'Yes' : '',
    notes,
  ];
  // A comma in a name that was not quoted: the row has one cell too many.
  if (row % 997 === 500) cells[2] = 'Rahman, MBA';
  return cells.map((cell) => (cell.includes(',') && !cell.startsWith('"') ? `"${cell}"` : cell)).join(',');
}

/** Most people said yes to one or two channels, some to none; Signal and iMessage are rare. */
function consents(row: number): string[] {
  const said = yes[row % yes.length] ?? 'Yes';
  const kind = row % 20;
  return [
    kind < 12 ? said : kind === 19 ? 'No' : '',
    kind >= 8 && kind < 16 ? said : '',
    kind === 16 && row % 40 < 20 ? said : '',
    kind === 17 && row % 40 < 20 ? said : '',
  ];
}

function phone(row: number, place: number): string {
  const person = Math.floor(row / 4);
  switch (place) {
    case 0:
      return row % 8 === 0 ? `01712-${digits(person, 6)}` : `+8801712${digits(person, 6)}`;
    case 1:
      return `+44 7400 ${digits(person, 6)}`;
    case 2:
      return row % 8 === 2 ? `00971 50 ${digits(person, 7)}` : `+97150${digits(person, 7)}`;
    default:
      return `+659${digits(person, 7)}`;
  }
}

function brokenPhone(row: number): string {
  return ['n/a', '+44 7400', '8.80171E+12', '', 'call office'][Math.floor(row / 50) % 5] ?? '';
}

function digits(value: number, width: number): string {
  return String(value).slice(-width).padStart(width, '0');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [path, rows] = process.argv.slice(2);
  if (!path) throw new Error('Usage: make-demo-contacts.ts FILE [ROWS]');
  await makeDemoContacts(path, Number(rows ?? 10_000));
}
