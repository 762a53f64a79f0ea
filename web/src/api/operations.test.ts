import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../server/test/support/server.ts';
import { renderOperations, type OpenApiDocument } from '../../scripts/render-operations.ts';

const file = fileURLToPath(new URL('generated/operations.ts', import.meta.url));
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

// `npx vitest run web/src/api/operations.test.ts -u` writes the types anew.
it('the client’s types are those of the API', async () => {
  const answer = await server.ask('GET', '/openapi.json');
  await expect(renderOperations(answer.json<OpenApiDocument>())).toMatchFileSnapshot(file);
});
