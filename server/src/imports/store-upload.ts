// Enters: the body of an upload. Leaves: a file under SAMPARK_DATA/uploads, flushed, with its size and encoding; or a
// Problem and no file at all. Flat memory; what is not a CSV is refused from its first bytes.
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../http/problem.ts';
import { createEncodingProbe, sniffUtf16, type Encoding } from './detect-encoding.ts';
import { binaryFile, hasControlBytes, refuseForeignFile, type Foreign } from './refuse-foreign-file.ts';

export type StoredUpload = { path: string; byteSize: number; encoding: Encoding };

const headBytes = 4096;

export async function storeUpload(
  body: AsyncIterable<Buffer>,
  place: { dataDir: string; id: string; limitBytes: number },
): Promise<StoredUpload> {
  const folder = join(place.dataDir, 'uploads');
  const path = join(folder, `${place.id}.csv`);
  const partial = `${path}.part`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const { byteSize, encoding } = await write(body, partial, place.limitBytes);
    await rename(partial, path);
    return { path, byteSize, encoding };
  } catch (cause) {
    await rm(partial, { force: true });
    throw cause;
  }
}

async function write(body: AsyncIterable<Buffer>, path: string, limit: number) {
  const file = await open(path, 'wx', 0o600);
  try {
    const probe = createEncodingProbe();
    let head = Buffer.alloc(0);
    let utf16: Encoding | undefined;
    let checked = false;
    let byteSize = 0;
    const check = () => {
      utf16 = sniffUtf16(head);
      refuse(refuseForeignFile(head, utf16 ?? 'utf-8'));
      checked = true;
    };
    for await (const chunk of body) {
      byteSize += chunk.length;
      if (byteSize > limit) throw tooLarge(limit);
      if (!checked) {
        head = Buffer.concat([head, chunk.subarray(0, headBytes)]);
        if (head.length >= headBytes) check();
      }
      if (utf16 === undefined) {
        if (checked && hasControlBytes(chunk)) refuse(binaryFile);
        probe.push(chunk);
      }
      await file.write(chunk);
    }
    if (!checked) check();
    if (byteSize === 0) throw new Problem('import_header_missing', { detail: 'The file is empty.' });
    // The answer 202 promises that this file survives a crash.
    await file.sync();
    return { byteSize, encoding: utf16 ?? probe.end() };
  } finally {
    await file.close();
  }
}

function refuse(foreign: Foreign | undefined): void {
  if (foreign) throw new Problem('import_not_csv', { detail: `This is ${foreign.what}. ${foreign.remedy}` });
}

function tooLarge(limit: number): Problem {
  const size = limit >= 2 ** 20 ? `${Math.round(limit / 2 ** 20)} MB` : `${Math.round(limit / 1024)} KB`;
  return new Problem('import_too_large', {
    detail: `This server takes files up to ${size}. Nothing was stored.`,
  });
}
