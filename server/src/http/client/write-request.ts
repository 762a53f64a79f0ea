// The bytes of one request, as one text: one write leaves, and nothing of a value can become a line of its own. Pure.
import { inName } from './read-head.ts';

export type Request = {
  method: 'GET' | 'POST' | 'DELETE';
  /** From the slash on, as a URL writes it. */
  path: string;
  host: string;
  headers: Readonly<Record<string, string>> | undefined;
  body: string | undefined;
};

/** Written here, and nowhere else. */
const ours = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
  'trailer',
]);

/** Undefined: something in it cannot be written. What is wrong is not said: values may be secret. */
export function writeRequest({ method, path, host, headers, body }: Request): string | undefined {
  if (!inTarget.test(path) || !inTarget.test(host)) return undefined;
  let head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n`;
  for (const name in headers) {
    const value = headers[name] as string;
    if (!isName(name) || ours.has(name.toLowerCase()) || notInValue.test(value)) return undefined;
    head += `${name}: ${value}\r\n`;
  }
  if (body !== undefined) return `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  return method === 'POST' ? `${head}content-length: 0\r\n\r\n` : `${head}\r\n`;
}

// Of one byte each, so that head and body can be written as one text.
const inTarget = /^[\x21-\x7e]+$/;
const notInValue = /[^\t\x20-\x7e]/;

function isName(name: string): boolean {
  for (let index = 0; index < name.length; index++) if (inName[name.charCodeAt(index)] !== 1) return false;
  return name !== '';
}
