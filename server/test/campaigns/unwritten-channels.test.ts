// People who agreed to be written to, on a channel the campaign says nothing on: counted, and said before the launch.
import type { CampaignForecast } from '@sampark/contracts/campaigns.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { campaignRoutes } from '../../src/campaigns/routes.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { addAccount, addPeople } from '../support/world.ts';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ routes: campaignRoutes });
  const { user, token: own } = await server.login('standard');
  token = own;
  for (const channel of ['signal', 'whatsapp'] as const)
    await addAccount(server.rt, user.workspace_id, channel);
  await addPeople(server.rt, user, 2, { channels: ['signal'] });
  await addPeople(server.rt, user, 3, { channels: ['whatsapp'] });
  // No sender of ours is on iMessage: there is nothing to advise.
  await addPeople(server.rt, user, 1, { channels: ['imessage'] });
});
afterAll(() => server.close());

async function forecast(campaign: object): Promise<CampaignForecast> {
  const payload = { name: 'Note', ...campaign };
  const { id } = (await server.ask('POST', '/api/v1/campaigns', { token, payload })).json<{ id: string }>();
  return (await server.ask('GET', `/api/v1/campaigns/${id}/forecast`, { token })).json<CampaignForecast>();
}

it('counts them by channel and does not stand in the way', async () => {
  const { audience, reachable, problems } = await forecast({
    message_content: 'Your review is ready.',
    channel_order: ['signal'],
  });
  expect([audience, reachable]).toEqual([6, 2]);
  expect(problems.filter((one) => one.code === 'channel_unwritten')).toMatchObject([
    { channel: 'whatsapp', count: 3, blocking: false, field: 'channel_content.whatsapp' },
  ]);
});

it('says nothing of people reached on another channel, nor before anything is written', async () => {
  const both = await forecast({
    message_content: 'Your review is ready.',
    channel_order: ['signal', 'whatsapp'],
    channel_content: { whatsapp: { kind: 'text', text: 'Your review is ready.' } },
  });
  expect(both.problems.map((one) => one.code)).not.toContain('channel_unwritten');
  const empty = await forecast({});
  expect(empty.problems.map((one) => one.code)).not.toContain('channel_unwritten');
});
