// A logo on its way to the server, with how much of it has left. Said no to here what the server would refuse unseen.
import { logoLimits } from '@sampark/contracts/profiles.ts';
import { withToken } from '../../api/calls.ts';
import { addressOf } from '../../api/client.ts';
import { problemOf, Unreachable } from '../../api/problem.ts';
import type { Place, Profile } from './use-profiles.ts';

export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'];

/** Why it need not be sent at all; the server looks at its bytes. */
export function refusedUnseen(file: File): 'empty' | 'too-large' | 'no-picture' | undefined {
  if (file.size === 0) return 'empty';
  if (file.size > logoLimits.bytes) return 'too-large';
  return pictureTypes.includes(file.type) ? undefined : 'no-picture';
}

/** fetch cannot say how much of a body has left; XMLHttpRequest can. */
export function uploadLogo(
  id: string,
  place: Place,
  file: Blob,
  onProgress: (share: number) => void,
): Promise<Profile> {
  const [, address] = addressOf('POST /api/v1/profiles/{id}/logo', { path: { id }, query: { place } });
  return withToken(
    (token) =>
      new Promise((resolve, reject) => {
        const call = new XMLHttpRequest();
        call.open('POST', address);
        call.setRequestHeader('authorization', `Bearer ${token}`);
        call.setRequestHeader('content-type', file.type);
        call.upload.addEventListener('progress', ({ loaded, total }) =>
          onProgress(total ? loaded / total : 0),
        );
        call.addEventListener('load', () => {
          if (call.status < 300) resolve(JSON.parse(call.responseText) as Profile);
          else void problemOf(new Response(call.responseText, { status: call.status })).then(reject, reject);
        });
        call.addEventListener('error', () => reject(new Unreachable('No answer from the server')));
        call.send(file);
      }),
  );
}
