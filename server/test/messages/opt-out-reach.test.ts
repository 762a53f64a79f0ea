// Whom the line that says how to stop goes to, as an editor asks before it is written: the same people that get it when it is sent.
import type { CampaignPreview, CampaignResource } from '@sampark/contracts/campaigns.ts';
import type { OptOutReach } from '@sampark/contracts/opt-out-reach.ts';
import { optOutLines } from '@sampark/contracts/opt-out-line.ts';
import type { RenderedProfile } from '@sampark/contracts/rendered-profile.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStage, type Stage } from '../delivery/stage.ts';
import { createUser, tokenFor } from '../support/server.ts';
import { addPeople, openSettings } from '../support/world.ts';

let stage: Stage;
/** One of the book in Brazil (written in small letters by an import), one in Bangladesh, one whose country nobody knows. */
let brazil: string;
let others: string[];
beforeAll(async () => {
  stage = await openStage();
  const people = await stage.people(3, ['signal']);
  [brazil = '', ...others] = people.map((one) => one.id);
  await sql`update prospects set country = case id when ${brazil} then 'br' when ${others[0]} then 'BD' end
    where id = any(${people.map((one) => one.id)})`.execute(stage.rt.db);
  // Somebody of a colleague, in a third country.
  const colleague = await createUser(stage.rt, { workspace_id: stage.pm.workspace_id });
  const [theirs] = await addPeople(stage.rt, colleague, 1);
  await sql`update prospects set country = 'FR' where id = ${theirs?.id}`.execute(stage.rt.db);
});
afterAll(() => stage.close());

async function ask<T>(method: 'GET' | 'POST', url: string, payload?: object): Promise<T> {
  const token = await tokenFor(stage.rt, stage.pm);
  const answer = await stage.server.ask(method, `/api/v1${url}`, { token, ...(payload ? { payload } : {}) });
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer.json<T>();
}

const rule = (country: string, purposes = ['marketing']) => ({
  ...{ country, purposes, quiet_hours: null, quiet_days: [], weekly_cap: null },
  ...{ opt_out_line: true, source: 'the law there' },
});
const settings = (purposes: string[], ...jurisdictions: object[]) =>
  stage.settings({ ...openSettings, opt_out_line: { purposes }, jurisdictions });

async function campaign(more: object = {}): Promise<string> {
  const { id } = await ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Letter', message_content: 'Your review is ready.', channel_order: ['signal'] },
    ...more,
  });
  return id;
}
const reachOf = async (more: object = {}) =>
  ask<OptOutReach>('GET', `/campaigns/${await campaign(more)}/opt-out-line`);
const ofProfile = (more: object = {}) =>
  ask<RenderedProfile>('POST', '/profiles/render', {
    ...{ language: 'bn', messaging_templates: { signal: 'প্রিয় {{ first_name }}' } },
    ...more,
  });

it('is everybody where the workspace wants it for the purpose', async () => {
  await settings(['marketing']);
  expect(await reachOf()).toEqual({ applies: 'everybody', countries: [] });
  expect(await reachOf({ purpose: 'service' })).toEqual({ applies: 'nobody', countries: [] });
});

it('is those of the audience whose country wants it, and nobody else’s people', async () => {
  await settings([], rule('BR'), rule('FR'), rule('BD', ['service']));
  expect(await reachOf()).toEqual({ applies: 'some', countries: ['BR'] });
  expect(await reachOf({ prospect_ids: others })).toEqual({ applies: 'nobody', countries: [] });
  expect(await reachOf({ prospect_ids: [brazil] })).toEqual({ applies: 'some', countries: ['BR'] });
  expect(await reachOf({ purpose: 'service' })).toEqual({ applies: 'some', countries: ['BD'] });
});

it('is whoever a preview shows it to', async () => {
  await settings([], rule('BR'));
  const id = await campaign();
  for (const [person, line] of [[brazil, `\n\n${optOutLines.en}`], ...others.map((one) => [one, ''])]) {
    const shown = await ask<CampaignPreview>('GET', `/campaigns/${id}/preview?prospect_id=${person}`);
    expect(shown.channels[0]?.text).toBe(`Your review is ready.${line}`);
  }
});

it('of a profile is the book, or those of it that it is meant for, whatever the campaign', async () => {
  await settings([], rule('BR'), rule('FR'), rule('BD', ['service']));
  const meantFor = async (countries: string[]) =>
    (await ofProfile({ target_demographics: { countries } })).opt_out_line;
  expect((await ofProfile()).opt_out_line).toEqual({ applies: 'some', countries: ['BD', 'BR'] });
  expect(await meantFor(['BD'])).toEqual({ applies: 'some', countries: ['BD'] });
  expect(await meantFor(['FR'])).toEqual({ applies: 'nobody', countries: [] });
});

it('stands under a profile’s words for a person who gets it, in its language', async () => {
  await settings([], rule('BR'));
  const words = async (prospect_id?: string) => (await ofProfile({ prospect_id })).channels[0]?.shown?.text;
  expect(await words(brazil)).toBe(`প্রিয় Amina\n\n${optOutLines.bn}`);
  expect(await words(others[0])).toBe('প্রিয় Amina');
});
