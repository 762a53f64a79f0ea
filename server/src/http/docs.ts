// OpenAPI 3.1 at /openapi.json, from the schemas that validate, and a reference page at /docs.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { ProblemSchema } from '@sampark/contracts/problem.ts';
import type { FastifyInstance, FastifySchema } from 'fastify';
import type { Runtime } from '../runtime.ts';
import { problemDocument, Problem } from './problem.ts';
import type { AnyRoute } from './route.ts';
import { scopeOf } from './scopes.ts';

export async function describeApi(app: FastifyInstance, rt: Runtime): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sampark API',
        version: '1',
        description:
          'Client engagement with recorded consent. Errors are RFC 9457 documents with a stable `code`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: rt.config.publicUrl }],
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'Access token of POST /api/v1/auth/login; valid for 15 minutes.',
          },
          refresh: { type: 'apiKey', in: 'cookie', name: 'sampark_refresh' },
        },
      },
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    // Its page needs nothing from elsewhere.
    transformStaticCSP: (policy) => policy.replaceAll(' https:', ''),
    uiConfig: { persistAuthorization: false, docExpansion: 'none', filter: true },
  });
}

/** What documentation and the serializer need to know about a route. */
export function schemaOf(route: AnyRoute): FastifySchema {
  const roles = 'roles' in route.access ? route.access.roles : undefined;
  const scope = scopeOf(route);
  const permission = roles
    ? `Roles: ${roles.join(', ')}. ${scope === undefined ? 'No API key opens it.' : `API keys: scope \`${scope}\`.`}`
    : 'public' in route.access
      ? `Public: ${route.access.public}.`
      : `Callback: ${(route.access as { callback: string }).callback}.`;
  return {
    operationId: operationId(route),
    summary: route.summary,
    description: [route.description, permission].filter(Boolean).join('\n\n'),
    tags: [route.tag],
    security: roles ? [{ bearer: [] }] : [],
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...requestBody(route),
    ...requestHeaders(route),
    response: responses(route),
  };
}

function requestBody(route: AnyRoute): Partial<FastifySchema> & { consumes?: string[] } {
  if (route.rawBody) {
    if (route.method === 'GET') return {};
    return {
      body: { type: 'string', format: 'binary' },
      consumes:
        route.rawBody === 'stream' ? ['text/csv', 'multipart/form-data'] : ['application/octet-stream'],
    };
  }
  if (!route.body) return {};
  return {
    body: route.example === undefined ? route.body : { ...route.body, examples: [route.example] },
  };
}

function requestHeaders(route: AnyRoute): Partial<FastifySchema> {
  if (!route.idempotent) return {};
  return {
    headers: {
      type: 'object',
      properties: {
        'idempotency-key': {
          type: 'string',
          maxLength: 255,
          description: 'The same key with the same request is done once; its answer is kept for 24 hours.',
        },
      },
    },
  };
}

function responses(route: AnyRoute): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [status, schema] of Object.entries(route.response)) {
    if (schema) result[status] = schema;
    else if (route.produces) {
      result[status] = {
        description: route.summary,
        content: { [route.produces]: { schema: { type: 'string' } } },
      };
    } else result[status] = { type: 'null', description: 'Done' };
  }
  result.default = {
    description: 'Refused',
    content: {
      'application/problem+json': {
        schema: {
          ...ProblemSchema,
          examples: [problemDocument(new Problem('not_found'), 'f2c1a1b0-0000-4000-8000-000000000000')],
        },
      },
    },
  };
  return result;
}

function operationId(route: AnyRoute): string {
  const words = route.url.replace(/^\/api\/v1\//, '').match(/\w+/g) ?? [];
  return [route.method.toLowerCase(), ...words].join('_');
}
