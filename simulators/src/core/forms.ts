// Request bodies that are not JSON: urlencoded and multipart, text fields only (files are named, not kept).
import type { JsonObject } from './json.ts';

export function urlencodedFields(text: string): JsonObject {
  return Object.fromEntries(new URLSearchParams(text));
}

/** `undefined` when the content type names no boundary. */
export function multipartFields(contentType: string, body: Buffer): JsonObject | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (!name) return undefined;
  const fields: JsonObject = {};
  // latin1 keeps one character per byte, so that offsets in the text are offsets in the body.
  for (const part of body.toString('latin1').split(`--${name}`).slice(1, -1)) {
    const split = part.indexOf('\r\n\r\n');
    const field = /name="([^"]*)"/i.exec(part.slice(0, split))?.[1];
    if (split < 0 || !field) continue;
    fields[field] = Buffer.from(part.slice(split + 4, -2), 'latin1').toString('utf8');
  }
  return fields;
}
