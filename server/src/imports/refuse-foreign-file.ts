// What the first bytes say a file is, when it is not delimited text; undefined when it may be a CSV.
export type Foreign = { what: string; remedy: string };

const saveAsCsv = 'Open it in a spreadsheet, choose “Save as” → CSV (UTF-8) and upload that file.';

const magic: { bytes: number[]; foreign: Foreign }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    foreign: { what: 'an Excel workbook (.xlsx) or a ZIP archive', remedy: saveAsCsv },
  },
  { bytes: [0x50, 0x4b, 0x05, 0x06], foreign: { what: 'an empty ZIP archive', remedy: saveAsCsv } },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], foreign: { what: 'an old Excel workbook (.xls)', remedy: saveAsCsv } },
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    foreign: { what: 'a PDF', remedy: 'Export the contacts from where the PDF was made, as CSV.' },
  },
  {
    bytes: [0x1f, 0x8b],
    foreign: { what: 'a gzip archive', remedy: 'Unpack it and upload the CSV inside.' },
  },
  {
    bytes: [0x42, 0x5a, 0x68],
    foreign: { what: 'a bzip2 archive', remedy: 'Unpack it and upload the CSV inside.' },
  },
  {
    bytes: [0x37, 0x7a, 0xbc, 0xaf],
    foreign: { what: 'a 7-Zip archive', remedy: 'Unpack it and upload the CSV inside.' },
  },
  {
    bytes: [0x52, 0x61, 0x72, 0x21],
    foreign: { what: 'a RAR archive', remedy: 'Unpack it and upload the CSV inside.' },
  },
  {
    bytes: [0x89, 0x50, 0x4e, 0x47],
    foreign: { what: 'a picture (PNG)', remedy: 'Upload the contact list as CSV.' },
  },
  {
    bytes: [0xff, 0xd8, 0xff],
    foreign: { what: 'a picture (JPEG)', remedy: 'Upload the contact list as CSV.' },
  },
  {
    bytes: [0x47, 0x49, 0x46, 0x38],
    foreign: { what: 'a picture (GIF)', remedy: 'Upload the contact list as CSV.' },
  },
];

const texts: { start: RegExp; foreign: Foreign }[] = [
  {
    start: /^<(!doctype\s+html|html|head|body|table|meta)\b/i,
    foreign: {
      what: 'a web page (HTML)',
      remedy:
        'Often the sign-in page of the system you exported from: sign in there and export again as CSV.',
    },
  },
  { start: /^<\?xml|^<[a-z]+[\s>:]/i, foreign: { what: 'an XML file', remedy: saveAsCsv } },
  { start: /^\{\\rtf/, foreign: { what: 'a text document (RTF)', remedy: saveAsCsv } },
  {
    start: /^(\[\s*)?\{\s*"/,
    foreign: { what: 'a JSON file', remedy: 'Convert it to CSV, or use POST /api/v1/prospects.' },
  },
  {
    start: /^BEGIN:VCARD/i,
    foreign: {
      what: 'a vCard file (.vcf)',
      remedy: 'Import it into an address book and export that as CSV.',
    },
  },
];

const binary: Foreign = { what: 'a binary file', remedy: saveAsCsv };

/** `head`: the first bytes of the file, 4 KB or all of it. */
export function refuseForeignFile(head: Buffer, encoding: string): Foreign | undefined {
  for (const { bytes, foreign } of magic) {
    if (bytes.every((byte, index) => head[index] === byte)) return foreign;
  }
  if (encoding.startsWith('utf-16')) return undefined;
  if (hasControlBytes(head)) return binary;
  const start = head
    .subarray(0, 200)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  return texts.find((one) => one.start.test(start))?.foreign;
}

/** NUL and other bytes no text has; for pieces further into the file too. */
export function hasControlBytes(bytes: Buffer): boolean {
  return bytes.includes(0) || bytes.includes(1) || bytes.includes(2);
}

export const binaryFile = binary;
