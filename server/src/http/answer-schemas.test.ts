// A server compiles the schema of an answer when it gives the first one: here all of them are.
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { expect, it } from 'vitest';
import { routes } from '../routes.ts';
import { schemaOf } from './docs.ts';
import { builtInRoutes } from './server.ts';

const compile = SerializerSelector()();

it('every answer has a schema it can be written with', () => {
  const broken: string[] = [];
  let compiled = 0;
  for (const route of [...builtInRoutes, ...routes]) {
    const answers = schemaOf(route).response as Record<string, { content?: Record<string, object> }>;
    for (const [httpStatus, answer] of Object.entries(answers)) {
      const { method, url } = route;
      try {
        for (const schema of answer.content ? Object.values(answer.content) : [answer]) {
          compile({ method, url, httpStatus, schema: (schema as { schema?: object }).schema ?? schema });
          compiled++;
        }
      } catch (error) {
        broken.push(`${method} ${url} ${httpStatus}: ${String(error)}`);
      }
    }
  }
  expect(broken).toEqual([]);
  expect(compiled).toBeGreaterThan(routes.length);
});
