// The dashboard: web/dist, with index.html for every page address. Without a build, a page that says how to make one.
import { stat } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const defaultFolder = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

// Addresses of the API: an unknown one there is a 404 problem, never the dashboard.
const reserved =
  /^\/(?:api|hooks|errors|graphql|docs|healthz|readyz|metrics|openapi\.json|p|l|agree)(?:\/|$)/;

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sampark</title>
<body><main><h1>Sampark is running</h1><p>The dashboard has not been built yet. Run <code>npm start</code> in the
project folder, or <code>npm run build --workspace web</code>, and reload this page.</p>
<p>The API reference is at <a href="/docs">/docs</a>.</p></main></body></html>`;

/** Returns a function that answers a page or file request, or says it is none. */
export async function serveDashboard(app: FastifyInstance, folder: string = defaultFolder) {
  const root = normalize(folder);
  await app.register(fastifyStatic, { root, serve: false, cacheControl: false });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
    const path = pathOf(request);
    if (
      (request.method !== 'GET' && request.method !== 'HEAD') ||
      path === undefined ||
      reserved.test(path)
    ) {
      return false;
    }
    const file = normalize(join(root, path));
    if (path !== '/' && file.startsWith(root.endsWith(sep) ? root : root + sep) && (await isFile(file))) {
      // Vite puts a content hash into every name under assets/.
      const hashed = /^\/assets\/.+-[\w-]{8,}\.\w+/.test(path);
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      reply.code(200).sendFile(file.slice(root.length));
      return true;
    }
    if (!(request.headers.accept ?? '').includes('text/html')) return false;
    if (/\.\w{2,5}$/.test(path)) return false;
    reply.header('cache-control', 'no-cache');
    if (await isFile(join(root, 'index.html'))) reply.code(200).sendFile('index.html');
    else reply.code(200).type('text/html; charset=utf-8').send(notBuilt);
    return true;
  };
}

function pathOf(request: FastifyRequest): string | undefined {
  try {
    const path = decodeURIComponent(request.url.split('?')[0] ?? '/');
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}
