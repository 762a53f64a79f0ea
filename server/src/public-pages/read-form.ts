// The fields of a form that a page of ours posted. Enters: the body's bytes. Leaves: names and values, bounded.
import { Problem } from '../http/problem.ts';

const longest = 10_000;

export function readForm(body: unknown, contentType: string | undefined): URLSearchParams {
  if (!/^application\/x-www-form-urlencoded\b/i.test(contentType ?? '')) {
    throw new Problem('unsupported_media_type', { detail: 'This address takes the form of its own page.' });
  }
  if (!Buffer.isBuffer(body)) return new URLSearchParams();
  if (body.length > longest) {
    throw new Problem('body_too_large', { detail: `This form is at most ${longest} bytes.` });
  }
  return new URLSearchParams(body.toString('utf8'));
}
