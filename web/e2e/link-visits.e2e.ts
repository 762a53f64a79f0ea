// Visits of links in the built dashboard: switched on beside the message, previewed as they go out, and counted once somebody opens one.
import type { Browser } from 'playwright-core';
import type { CampaignLinks } from '@sampark/contracts/campaign-links.ts';
import type { CampaignPreview, CampaignResource } from '@sampark/contracts/campaigns.ts';
import type { ExperimentResource } from '@sampark/contracts/experiments.ts';
import { countedLink } from '@sampark/contracts/counted-links.ts';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { latinWords, recordSends } from './support/campaign-helpers.ts';
import { expectEachLook } from './support/looks.ts';
import { expectAccessible, expectNoComplaints, openBrowser, patienceMs } from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;
let id: string;

const target = 'https://bank.example/offer';
const own = 'https://bank.example/{{ first_name }}';

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  await world.people(4, ['signal']);
  ({ id } = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ name: 'শরতের চিঠি', message_content: `See ${target} or ${own}`, channel_order: ['signal'] },
  }));
});
afterEach(async () => {
  expectNoComplaints(page);
  await page.context().close();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function open(path: string): Promise<void> {
  page = await world.page('standard', { path, viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(patienceMs);
}
const card = () => page.locator('[data-link-counting]');

it('16. is switched on by keyboard, says which links are counted, and previews and measures what goes out', async () => {
  await open(`/campaigns/${id}/edit?step=message`);
  const bubble = page.locator('[data-preview="signal"]');
  await bubble.getByText(target).first().waitFor();
  await page.getByRole('switch', { name: 'Count who opens the links' }).press('Space');
  await card().getByText('counted', { exact: true }).waitFor();
  // The test's server has no public address.
  await card().getByText('These addresses open on this computer only').waitFor();
  await card().getByText('its address differs from person to person').first().waitFor();
  expect(await card().innerText()).toContain(own);
  // What stands for each person's own address is as long as that.
  const link = countedLink(world.rt.config.publicUrl, 1);
  await expect.poll(() => bubble.innerText()).toBe(`See ${link} or https://bank.example/Amina`);
  const preview = await world.ask<CampaignPreview>('GET', `/campaigns/${id}/preview`);
  const used = preview.channels.find((one) => one.channel === 'signal')?.room?.used ?? 0;
  expect(used).toBe(`See ${link} or https://bank.example/Amina`.length);
  expect(await page.locator('[data-meter="signal"]').first().innerText()).toContain(`${used} of`);
  expect((await world.ask<CampaignResource>('GET', `/campaigns/${id}`)).count_link_visits).toBe(true);
  await expectAccessible(page);
});

it('the switch and its links in both languages, both themes, on a phone and wide', async () => {
  await open(`/campaigns/${id}/edit?step=message`);
  await expectEachLook(world, page, 'standard', async (language) => {
    await card().getByText(target).waitFor();
    const left = /GMT|UTC|Test standard|See|or|https|bank|example|offer|first_name|Amina|Rahman|http|link|known|only|to|this|person|STOP/g;
    if (language === 'bn') expect(await latinWords(page, left)).toEqual([]);
  });
}); // prettier-ignore

it('29. an experiment is judged by who opens a link, once the campaign counts that', async () => {
  const made = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ name: 'Two ways', message_content: `See ${target}`, channel_order: ['signal'] },
  });
  await open(`/campaigns/${made.id}/edit?step=message`);
  await page.getByRole('switch', { name: 'Try two or more versions against each other' }).press('Space');
  await page.locator('#metric-choice').click();
  await page.getByRole('option', { name: 'They do what it is for' }).click();
  await page.locator('#conversion-way').click();
  await page.getByRole('option', { name: 'They open a link of the message' }).click();
  await page.getByText('The campaign does not count visits of links yet.').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go to the message' }).click();
  await page.getByRole('switch', { name: 'Count who opens the links' }).click();
  await card().getByText(target).waitFor();
  // Both are kept a moment after they were changed.
  await expect
    .poll(async () => {
      const { count_link_visits } = await world.ask<CampaignResource>('GET', `/campaigns/${made.id}`);
      const { experiment } = await world.ask<{ experiment: ExperimentResource }>(
        'GET',
        `/campaigns/${made.id}/experiment`,
      );
      return [count_link_visits, experiment.metric, experiment.converted_by];
    })
    .toEqual([true, 'converted', 'visit']);
  await page.goto(`/campaigns/${made.id}/edit?step=versions`);
  await page.locator('#conversion-way').waitFor();
  expect(await page.getByText('The campaign does not count visits of links yet.').count()).toBe(0);
  await page.goto(`/campaigns/${made.id}/edit?step=review`);
  await page
    .getByRole('region', { name: 'The experiment' })
    .getByText('They open a link of the message')
    .waitFor();
});

it('the campaign shows how many people opened which link, in every look', async () => {
  const sent = recordSends(world);
  const workers = await world.serve();
  try {
    await world.ask('POST', `/campaigns/${id}/launch`);
    await expect.poll(() => sent.length, { timeout: 45_000, interval: 100 }).toBeGreaterThanOrEqual(4);
    await expect
      .poll(async () => (await world.ask<CampaignResource>('GET', `/campaigns/${id}`)).status, {
        ...{ timeout: 45_000, interval: 100 },
      })
      .toBe('completed');
  } finally {
    await workers.stop();
  }
  const [first = ''] = sent.flatMap((body) => body.match(/http\S+?\/l\/\w{48}/g) ?? []);
  const answer = await fetch(first, {
    redirect: 'manual',
    headers: { 'user-agent': 'Mozilla/5.0 (Android 15) Firefox/130.0' },
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, target]);
  expect(await world.ask<CampaignLinks>('GET', `/campaigns/${id}/links`)).toMatchObject({ people: 1 });
  await open(`/campaigns/${id}`);
  const links = page.locator('[data-visits="1"]');
  await links.waitFor();
  expect(await links.innerText()).toContain('1 person opened a link · 25.0% of 4 sent');
  await expectEachLook(world, page, 'standard', async (language) => {
    await links.waitFor();
    if (language === 'bn')
      expect(await latinWords(page, /GMT|UTC|Test standard|https|bank|example|offer|uplot/g)).toEqual([]);
  });
});
