// Every version of a draft can be made again, with who wrote it and when; the record of a campaign is a page to keep.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { routes } from '../../src/routes.ts';
import { createUser, startTestServer, tokenFor, type TestServer } from '../support/server.ts';
import { addPeople } from '../support/world.ts';

let server: TestServer;
beforeAll(async () => (server = await startTestServer({ routes })));
afterAll(() => server.close());

type Versions = {
  items: {
    version: number;
    act: string;
    made_by_name: string;
    changed: string[];
    content: Record<string, unknown>;
  }[];
  complete: boolean;
};

it('keeps each version of a draft, and says whether they are complete', async () => {
  const { rt } = server;
  const { token, user } = await server.login('standard');
  const ask = (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    version?: number,
  ) =>
    server.ask(method, `/api/v1/campaigns${url}`, {
      token,
      ...(payload ? { payload } : {}),
      ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
    });
  const [person] = await addPeople(rt, user, 1, { channels: ['signal'] });
  const first = { name: 'Letter', message_content: 'Sure & <b>safe</b>', channel_order: ['signal'] };
  const { id, version } = (await ask('POST', '', first)).json<{ id: string; version: number }>();
  await ask('PATCH', `/${id}`, { message_content: 'With risk' }, version);
  await ask('PATCH', `/${id}`, { prospect_ids: [person?.id] }, version + 1);
  const versions = async () => (await ask('GET', `/${id}/versions`)).json<Versions>();
  const { items, complete } = await versions();
  expect(complete).toBe(true);
  expect(items.map((one) => [one.act, one.changed])).toEqual([
    ['changed', ['prospect_ids']],
    ['changed', ['channel_content', 'message_content']],
    ['made', []],
  ]);
  expect(items[2]).toMatchObject({
    made_by_name: user.name,
    content: { message_content: first.message_content },
  });
  expect(items[0]?.content['prospect_ids']).toEqual([person?.id]);

  const admin = await server.login('compliance');
  const record = await server.ask('GET', `/api/v1/campaigns/${id}/record`, { token: admin.token });
  expect(record.headers['content-type']).toContain('text/html');
  expect(record.body).toContain('The versions are complete');
  expect(record.body).toContain('Sure &amp; &lt;b&gt;safe&lt;/b&gt;');
  expect(record.body).not.toContain('<b>safe');
  expect((await ask('GET', `/${id}/record`)).statusCode).toBe(403);

  // What nobody did through the program is seen.
  await sql`update campaigns set message_content = 'Guaranteed' where id = ${id}`.execute(rt.db);
  expect((await versions()).complete).toBe(false);
  await expect(
    sql`update content_versions set content = '{}' where subject_id = ${id}`.execute(rt.db),
  ).rejects.toThrow('denied');
  await expect(sql`delete from content_versions where subject_id = ${id}`.execute(rt.db)).rejects.toThrow(
    'denied',
  );

  await ask('DELETE', `/${id}`);
  const { rows } = await sql<{ act: string }>`
    select act from content_versions where subject_id = ${id} order by version desc limit 1`.execute(rt.db);
  expect(rows).toEqual([{ act: 'deleted' }]);
});

it('keeps versions of templates and profiles whoever writes them', async () => {
  const { db } = server.rt;
  const { rows } = await sql<{ id: string }>`
    insert into channel_templates (workspace_id, waba_id, name, language, category, status, components)
    values (${server.workspace.id}, 'w', 'review', 'en', 'MARKETING', 'PENDING', '[]') returning id`.execute(
    db,
  );
  await sql`update channel_templates set status = 'APPROVED', updated_at = now() where id = ${rows[0]?.id}`.execute(
    db,
  );
  await sql`update channel_templates set updated_at = now() where id = ${rows[0]?.id}`.execute(db);
  const { rows: kept } = await sql<{ version: number; status: string }>`
    select version, content ->> 'status' as status from content_versions where kind = 'template' and subject_id = ${rows[0]?.id}
    order by version`.execute(db);
  expect(kept).toEqual([
    { version: 1, status: 'PENDING' },
    { version: 2, status: 'APPROVED' },
  ]);
});

async function administrator() {
  const user = await createUser(server.rt, { workspace_id: server.workspace.id, role: 'admin' });
  return { user, token: await tokenFor(server.rt, user) };
}

it('whoever wrote words of a campaign stays among its authors, through the same words again and through copies', async () => {
  const [writer, editor, copier] = [await administrator(), await administrator(), await administrator()];
  const authors = async (id: string) =>
    (await server.rt.db.selectFrom('campaigns').select(['content_by', 'written_by']).where('id', '=', id).executeTakeFirstOrThrow());
  const first = { name: 'Letter', message_content: 'Sure', channel_order: ['signal'] };
  const made = await server.ask('POST', '/api/v1/campaigns', { token: writer.token, payload: first });
  const { id } = made.json<{ id: string }>();
  const write = async (token: string, message_content: string) => {
    const read = await server.ask('GET', `/api/v1/campaigns/${id}`, { token });
    const headers = { 'if-match': String(read.headers.etag) };
    const answer = await server.ask('PATCH', `/api/v1/campaigns/${id}`, { token, headers, payload: { message_content } });
    expect(answer.statusCode, answer.body).toBe(200);
  };
  await write(editor.token, 'Sure');
  expect(await authors(id)).toEqual({ content_by: writer.user.id, written_by: [writer.user.id] });
  await write(editor.token, 'Sure.');
  await write(editor.token, 'Sure!');
  const both = [writer.user.id, editor.user.id];
  expect(await authors(id)).toEqual({ content_by: editor.user.id, written_by: both });
  const copy = await server.ask('POST', `/api/v1/campaigns/${id}/copy`, { token: copier.token });
  expect(await authors(copy.json<{ id: string }>().id)).toEqual({
    ...{ content_by: editor.user.id, written_by: [...both, copier.user.id] },
  });
}); // prettier-ignore
