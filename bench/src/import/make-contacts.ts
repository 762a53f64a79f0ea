// Writes a contact file of N rows as a bank's CRM would export it: five countries, several spellings of numbers, one row
// in twenty without consent, one in five hundred broken. The same N gives the same bytes.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const header =
  'First Name,Last Name,Mobile Phone Number,Email,Country/Region,Preferred language,City,Age,Interests,Lead Score,Consent channels,Consent source,Consent date,Record ID';
const given = ['Rahim', 'Fatima', 'Oliver', 'Aisha', 'José', 'Mei', 'রহিমা', 'করিম', 'Sophie', 'Omar'];
const family = ['Uddin', 'Begum', 'Smith', 'Khan', 'García', 'Tan', 'খাতুন', 'হোসেন', 'Müller', 'Hassan'];
const cities = ['Dhaka', 'London', 'Dubai', 'Singapore', 'New York'];
const places = [
  ['BD', 'bn', (n: number) => `+88017${pad(n, 8)}`],
  ['BD', 'bn', (n: number) => `017${pad(n, 8).slice(0, 2)}-${pad(n, 8).slice(2)}`],
  ['GB', 'en', (n: number) => `+44 7400 ${pad(n, 6)}`],
  ['AE', 'ar', (n: number) => `+97150${pad(n, 7)}`],
  ['SG', 'en', (n: number) => `+659${pad(n, 7)}`],
] as const;

export async function makeContacts(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path, { highWaterMark: 1 << 20 });
  out.write(`${header}\r\n`);
  for (let row = 0; row < rows; row++) {
    if (!out.write(line(row))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

function line(row: number): string {
  // A country's range is used up after a million people or more, each number once.
  const [country, language, phone] = places[row % 5] ?? places[0];
  const person = Math.floor(row / 5);
  const first = given[row % 10] ?? '';
  const last = family[Math.floor(row / 10) % 10] ?? '';
  const broken = row % 500 === 499;
  const consent = row % 20 === 7 ? ',,' : `whatsapp;telegram,web form,2026-0${(row % 9) + 1}-1${row % 10}`;
  return `${first},${last},${broken ? 'not a number' : phone(person + (row % 5 === 1 ? 50_000_000 : 10_000_000))},p${row}@example.com,${country},${language},${cities[row % 5] ?? ''},${20 + (row % 60)},"funds; ${row % 2 === 0 ? 'gold' : 'real estate'}",${row % 101},${consent},CRM-${row}\r\n`;
}

function pad(value: number, digits: number): string {
  return String(value).slice(-digits).padStart(digits, '0');
}
