// Enters: the runtime and the table of routes. Leaves: a Fastify server with exactly those routes, the health addresses,
// the API's documents and the dashboard. Guaranteed: no route without a permission, every refusal problem+json, a request
// id on every answer and log line, bodies bounded before they are read.
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastify, {
  LogController,
  type FastifyServerOptions,
  type FastifyInstance,
  type FastifyReply,
} from 'fastify';
import type { Runtime } from '../runtime.ts';
import { authenticate } from './authenticate.ts';
import {
  callbackLimit,
  hasBody,
  jsonLimit,
  parseBuffers,
  parseJsonBodies,
  passStreams,
  refuseLongBody,
} from './body.ts';
import { checkRoutes, methodFinder } from './check-routes.ts';
import { compressAnswers } from './compress.ts';
import { describeApi, schemaOf } from './docs.ts';
import { errorDocRoutes } from './error-docs.ts';
import { healthRoutes } from './health.ts';
import { Problem, problemDocument } from './problem.ts';
import { limitRates, rateConfig } from './rate-limit.ts';
import type { Actor, AnyRoute } from './route.ts';
import { routeRunner } from './run-route.ts';
import { scopeOf } from './scopes.ts';
import { sendProblem } from './send-problem.ts';
import { serveDashboard } from './static-files.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | undefined;
  }
  interface FastifyContextConfig {
    route?: AnyRoute;
  }
  interface FastifyInstance {
    /** Every method and address this server answers, from whichever plugin. */
    servedAddresses: { method: string; url: string }[];
  }
}

export type ServerOptions = {
  /** Folder of the built dashboard; web/dist by default. */
  dashboardFolder?: string;
  /** Answers some requests before anything else sees them. */
  frontDoor?: (server: Server) => void;
};

/** Present on every server, whatever its table. */
export const builtInRoutes: readonly AnyRoute[] = [...healthRoutes, ...errorDocRoutes];

// A body that trickles in holds a connection; imports have their own, longer patience.
const bodyPatienceMs = 30_000;

export async function buildServer(
  rt: Runtime,
  table: readonly AnyRoute[],
  options: ServerOptions = {},
): Promise<FastifyInstance> {
  const routes = [...builtInRoutes, ...table];
  checkRoutes(routes);
  const app = createApp(rt);
  options.frontDoor?.(app.server);
  await protect(app, rt);
  observe(app, rt);
  compressAnswers(app);
  closeGently(app);
  await describeApi(app, rt);
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  // Schemas document and serialise; run-route.ts validates with the same ones, so that faults are told in our words.
  app.setValidatorCompiler(() => () => true);
  const json = routes.filter((route) => !route.rawBody);
  const buffers = routes.filter((route) => route.rawBody === true);
  const streams = routes.filter((route) => route.rawBody === 'stream');
  await app.register(async (part) => {
    parseJsonBodies(part);
    hurryBodies(part);
    addRoutes(part, rt, json);
  });
  await app.register(async (part) => {
    parseBuffers(part);
    hurryBodies(part);
    addRoutes(part, rt, buffers);
  });
  await app.register(async (part) => {
    passStreams(part, rt.config.importLimitBytes);
    await part.register(multipart, {
      limits: { fileSize: rt.config.importLimitBytes, files: 1, fields: 20, fieldSize: 65_536, parts: 21 },
    });
    addRoutes(part, rt, streams);
  });
  await answerTheRest(app, routes, options);
  await app.ready();
  return app;
}

/** Those of all answers together are a fifth of what a start costs, and most are not used for hours. */
const serializersWhenAsked: ReturnType<typeof SerializerSelector> = (...given) => {
  const compile = SerializerSelector()(...given);
  return (route) => {
    let serialize: ReturnType<typeof compile> | undefined;
    return (answer) => (serialize ??= compile(route))(answer);
  };
};

function createApp(rt: Runtime): FastifyInstance {
  const options: FastifyServerOptions = {
    loggerInstance: rt.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    requestIdHeader: false,
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && /^[A-Za-z0-9-]{8,64}$/.test(given) ? given : randomUUID();
    },
    // One proxy: the last entry of X-Forwarded-For is what it saw; the ones before are the client's own claims.
    trustProxy: rt.config.trustProxy ? (_address: string, hop: number) => hop < 1 : false,
    bodyLimit: jsonLimit,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 256 },
    forceCloseConnections: 'idle',
    schemaController: { compilersFactory: { buildSerializer: serializersWhenAsked } },
    frameworkErrors: (cause, request, reply) => sendProblem(request, reply, cause),
    clientErrorHandler: (cause, socket) => {
      if (!socket.writable) return;
      const problem = new Problem('invalid_request', { detail: 'This is not a valid HTTP/1.1 request.' });
      const body = JSON.stringify(problemDocument(problem, randomUUID()));
      const status =
        cause.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
      socket.end(
        `HTTP/1.1 ${status}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      );
    },
  };
  const app = fastify(options);
  app.decorateRequest('actor', undefined);
  app.decorate('servedAddresses', []);
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) app.servedAddresses.push({ method: one, url });
  });
  app.setErrorHandler((cause, request, reply) => sendProblem(request, reply, cause));
  // Outside the routes' own contexts nothing is read: an unknown address is 404 whatever its body.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));
  return app;
}

async function protect(app: FastifyInstance, rt: Runtime): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // What charts and positioned popups set, they set by script, which is not a style attribute to a browser.
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // The demo is plain HTTP on loopback; a browser must not be told otherwise.
    strictTransportSecurity: rt.config.publicUrl.startsWith('https:')
      ? { maxAge: 31_536_000, includeSubDomains: true }
      : false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(cookie);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    const route = request.routeOptions.config.route;
    if (!route) return;
    if (route.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    refuseLongBody(request, limitOf(rt, route));
    request.actor = await authenticate(rt, route.access, request, scopeOf(route));
    // Clients that ask first (curl, from 1 MB) send their body only now that we know it may come.
    if (request.headers.expect?.toLowerCase() === '100-continue') reply.raw.writeContinue();
  });
  // Without this listener Node invites the body before anybody has looked at the request.
  app.server.on('checkContinue', (request, response) => app.server.emit('request', request, response));
  // After the hook above: its key is the actor.
  await limitRates(app);
}

function limitOf(rt: Runtime, { rawBody }: AnyRoute): number {
  if (rawBody === 'stream') return rt.config.importLimitBytes;
  return rawBody ? callbackLimit : jsonLimit;
}

function observe(app: FastifyInstance, rt: Runtime): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    rt.metrics.requests.observe(
      { method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
    // The pattern, never the address as sent: queries may hold tokens and names.
    // A successful callback is one of thousands a second, and kept in the database anyway.
    const level = route.startsWith('/hooks/') && reply.statusCode < 400 ? 'debug' : 'info';
    request.log[level](
      {
        method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        user_id: request.actor?.user_id,
        api_key_id: request.actor?.api_key_id,
      },
      'request',
    );
  });
}

function hurryBodies(app: FastifyInstance): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    if (!hasBody(request)) return payload;
    const timer = setTimeout(() => request.raw.destroy(), bodyPatienceMs);
    timer.unref();
    const stop = () => clearTimeout(timer);
    request.raw.once('end', stop).once('close', stop);
    return payload;
  });
}

function addRoutes(app: FastifyInstance, rt: Runtime, routes: readonly AnyRoute[]): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.url,
      schema: schemaOf(route),
      exposeHeadRoute: route.head === true,
      config: { route, ...rateConfig(route) },
      // Page headers mean nothing to a platform, and there are thousands of callbacks a second.
      ...('callback' in route.access ? { helmet: false } : {}),
      handler: routeRunner(rt, route),
    });
  }
}

async function answerTheRest(
  app: FastifyInstance,
  routes: readonly AnyRoute[],
  options: ServerOptions,
): Promise<void> {
  const methodsOf = methodFinder(routes);
  const dashboard = await serveDashboard(app, options.dashboardFolder);
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const methods = methodsOf(path);
    if (methods.length > 0) {
      throw new Problem('method_not_allowed', {
        detail: `${path} takes ${methods.join(', ')}.`,
        headers: { allow: methods.join(', ') },
      });
    }
    if (await dashboard(request, reply)) return reply;
    throw new Problem('not_found');
  });
}

/** Closing ends what has no end of its own and lets the rest finish, on connections that close behind it. */
function closeGently(app: FastifyInstance): void {
  const underway = new Set<FastifyReply>();
  // Browsers open spare connections and ask nothing on them: idle to us, but not to Node, which waits a minute for them.
  const silent = new Set<Socket>();
  let closing = false;
  app.server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.server.on('request', ({ socket }) => silent.delete(socket));
  app.addHook('preHandler', async (_request, reply) => {
    underway.add(reply);
    reply.raw.once('close', () => underway.delete(reply));
  });
  app.addHook('onSend', async (_request, reply) => {
    // Kept alive, the connection of the last answer would hold the server open for a minute.
    if (closing) reply.header('connection', 'close');
  });
  app.addHook('preClose', async () => {
    closing = true;
    // `sent` before its end: the handler took the answer over, as event streams do.
    for (const reply of underway) if (reply.sent && !reply.raw.writableEnded) reply.raw.end();
    for (const socket of silent) socket.destroy();
  });
}
