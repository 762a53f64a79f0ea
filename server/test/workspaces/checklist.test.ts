// The first steps: each ticks when the thing exists, for a PM when it is theirs.
import type { Role } from '@sampark/contracts/domain.ts';
import type { Checklist } from '@sampark/contracts/workspaces.ts';
import { sql } from 'kysely';
import { beforeAll, afterAll, expect, it } from 'vitest';
import { sendSingle } from '../../src/messages/send-single.ts';
import { workspaceRoutes } from '../../src/workspaces/routes.ts';
import { resourceMakers } from '../support/resources.ts';
import {
  createUser,
  createWorkspace,
  startTestServer,
  type TestServer,
  type TestUser,
} from '../support/server.ts';

let server: TestServer;
let admin: TestUser;
beforeAll(async () => {
  server = await startTestServer({ routes: workspaceRoutes });
  admin = (await server.login('admin')).user;
});
afterAll(() => server.close());

async function done(role: Role = 'admin'): Promise<string[]> {
  const { token } = await server.login(role);
  const answer = await server.ask('GET', '/api/v1/workspace/checklist', { token });
  return answer.json<Checklist>().steps.flatMap((step) => (step.done ? [step.name] : []));
}

async function consent(prospect: string, action: 'granted' | 'withdrawn'): Promise<void> {
  await sql`
    insert into consents (workspace_id, prospect_id, channel, purpose, action, source, occurred_at)
    values (${server.workspace.id}, ${prospect}, 'signal', 'marketing', ${action}, 'test', now())`.execute(
    server.rt.db,
  );
}

it('ticks step by step, whatever another workspace has', async () => {
  const { rt, workspace } = server;
  const elsewhere = await createUser(rt, { workspace_id: (await createWorkspace(rt)).id, role: 'admin' });
  await createUser(rt, { workspace_id: elsewhere.workspace_id });
  await resourceMakers.account(rt, elsewhere);
  await resourceMakers.prospect(rt, elsewhere);
  expect(await done()).toEqual([]);

  await resourceMakers.account(rt, admin);
  expect(await done()).toEqual(['sender']);

  const person = await resourceMakers.prospect(rt, admin);
  expect(await done()).toEqual(['sender', 'contacts']);

  await consent(person, 'withdrawn');
  expect(await done()).toEqual(['sender', 'contacts']);
  await consent(person, 'granted');
  expect(await done()).toEqual(['sender', 'contacts', 'consent']);

  const campaign = await resourceMakers.campaign(rt, admin);
  expect(await done()).toEqual(['sender', 'contacts', 'consent']);
  await sql`update campaigns set launched_at = now() where id = ${campaign}`.execute(rt.db);
  expect(await done()).toEqual(['sender', 'contacts', 'consent', 'campaign']);

  const actor = {
    user_id: admin.id,
    workspace_id: workspace.id,
    role: 'admin' as const,
    ...{ session_id: '', request_id: '' },
  };
  const single = { prospect_id: person, purpose: 'service' as const, content: 'Hello' };
  await sendSingle(rt, actor, single);
  expect(await done()).toEqual(['sender', 'contacts', 'consent', 'campaign']);
  await sendSingle(rt, actor, { ...single, answer: true });
  expect(await done()).toEqual(['sender', 'contacts', 'consent', 'campaign', 'answer']);

  await createUser(rt, { workspace_id: workspace.id });
  expect(await done()).toEqual(['sender', 'contacts', 'consent', 'campaign', 'answer', 'colleague']);
});

it('is the workspace’s for who sees all of it, and a PM’s own for a PM', async () => {
  expect(await done('compliance')).toHaveLength(6);
  expect(await done('standard')).toEqual(['sender', 'colleague']);
  const { user } = await server.login('standard');
  await consent(await resourceMakers.prospect(server.rt, user), 'granted');
  expect(await done('standard')).toEqual(['sender', 'contacts', 'consent', 'colleague']);
});
