import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

// Another build than web/dist, while several are being worked on.
const dist = process.env.SAMPARK_TEST_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** As strict as the real server: a page that needs more fails here too. */
const contentPolicy = [
  "default-src 'self'",
  "style-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ');

/** Files of web/dist; every other path is the dashboard itself. */
export async function serveDashboard(path: string, response: ServerResponse): Promise<void> {
  const type = types[extname(path)];
  const file = type ? join(dist, normalize(path)) : join(dist, 'index.html');
  const content = await readFile(file).catch(() => undefined);
  response.writeHead(content ? 200 : 404, {
    'content-type': type ?? 'text/html; charset=utf-8',
    'content-security-policy': contentPolicy,
  });
  response.end(content);
}
