// Uploads with progress, and previews of a file's beginning. Only what the wizard chose goes along.
import { withToken } from '../../api/calls.ts';
import { addressOf, type Answer } from '../../api/client.ts';
import { problemOf, Unreachable } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { newKey } from '../../lib/new-key.ts';

export type Preview = Answer<'POST /api/v1/imports/preview'>;
export type Settings = {
  /** Field → column. */
  mapping: Readonly<Record<string, string>>;
  default_country?: string | undefined;
  date_order?: 'dmy' | 'mdy' | 'ymd' | undefined;
  has_header?: boolean | undefined;
  consent?: Consent | undefined;
};
/** What everybody in the file agreed to, as the server takes it. */
export type Consent = { channels: string[]; purposes: string[]; source: string; date: string };

/** As much as the server looks at; a file of a gigabyte previews as fast as a small one. */
const previewBytes = 256 * 1024;

export function previewFile(file: File, settings: Settings): Promise<Preview> {
  const [, address] = addressOf('POST /api/v1/imports/preview', { query: queryOf(file.name, settings) });
  return withToken((token) =>
    request<Preview>(address, { method: 'POST', token, rawBody: file.slice(0, previewBytes, 'text/csv') }),
  );
}

/** fetch cannot say how much of a body has left; XMLHttpRequest can. */
export function uploadFile(
  file: Blob & { name?: string },
  settings: Settings,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<Answer<'POST /api/v1/imports'>> {
  const [, address] = addressOf('POST /api/v1/imports', {
    query: queryOf(file.name ?? 'contacts.csv', settings),
  });
  // Sent a second time, after a renewed sign-in, it is still one import.
  const key = newKey();
  return withToken(
    (token) =>
      new Promise((resolve, reject) => {
        const call = new XMLHttpRequest();
        call.open('POST', address);
        call.setRequestHeader('authorization', `Bearer ${token}`);
        call.setRequestHeader('content-type', 'text/csv');
        call.setRequestHeader('idempotency-key', key);
        call.upload.addEventListener('progress', ({ loaded, total }) =>
          onProgress(total ? loaded / total : 0),
        );
        call.addEventListener('load', () => {
          if (call.status < 300) resolve(JSON.parse(call.responseText) as Answer<'POST /api/v1/imports'>);
          else void problemOf(new Response(call.responseText, { status: call.status })).then(reject, reject);
        });
        call.addEventListener('error', () => reject(new Unreachable('No answer from the server')));
        call.addEventListener('abort', () => reject(new Unreachable('The upload was stopped')));
        signal?.addEventListener('abort', () => call.abort());
        call.send(file);
      }),
  );
}

function queryOf(file_name: string, settings: Settings) {
  const { mapping, default_country, ...rest } = settings;
  const options = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    file_name,
    mapping: Object.keys(mapping).length > 0 ? JSON.stringify(mapping) : undefined,
    options: Object.keys(options).length > 0 ? JSON.stringify(options) : undefined,
    default_country,
  };
}
