// Uploads with progress, and previews of a file's beginning. Only what the wizard chose goes along.
import { withToken } from '../../api/calls.ts';
import { addressOf, type Answer } from '../../api/client.ts';
import { problemOf, Unreachable } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import type { Attestation } from './attestation-card.tsx';

export type Preview = Answer<'POST /api/v1/imports/preview'>;
export type Settings = {
  /** Field → column. */
  mapping: Record<string, string>;
  default_country?: string | undefined;
  date_order?: 'dmy' | 'mdy' | 'ymd' | undefined;
};

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
  settings: Settings & { attestation?: Attestation | undefined },
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<Answer<'POST /api/v1/imports'>> {
  const [, address] = addressOf('POST /api/v1/imports', {
    query: queryOf(file.name ?? 'contacts.csv', settings),
  });
  // Sent a second time, after a renewed sign-in, it is still one import.
  const key = crypto.randomUUID();
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

function queryOf(file_name: string, settings: Settings & { attestation?: Attestation | undefined }) {
  const { attestation, date_order } = settings;
  const options = {
    ...(date_order ? { date_order } : {}),
    ...(attestation
      ? {
          consent: {
            channels: attestation.channels,
            purposes: attestation.purposes,
            source: attestation.source.trim(),
            date: attestation.date,
          },
        }
      : {}),
  };
  return {
    file_name,
    mapping: Object.keys(settings.mapping).length > 0 ? JSON.stringify(settings.mapping) : undefined,
    options: Object.keys(options).length > 0 ? JSON.stringify(options) : undefined,
    default_country: settings.default_country,
  };
}
