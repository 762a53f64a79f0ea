// Profiles of a campaign in the built dashboard: chosen, seen person by person before the launch, and named by what was sent.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { latinWords, named, recordSends, setLook } from './support/campaign-helpers.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
  patienceMs,
} from './support/pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './support/real-dashboard.ts';

type Made = { id: string };
let browser: Browser;
let world: RealDashboard;
let page: DashboardPage;
let campaign: Made;

const texts = {
  en: 'Dear {{ first_name }}, shall we talk?',
  bn: 'প্রিয় {{ first_name }}, আমরা কি কথা বলতে পারি? স্কোর {{ lead_score | number }}',
};

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  const people = await named(world, ['রহিমা বেগম', 'Amelia Taylor', 'Karl Weber']);
  for (const [index, language] of (['bn', 'en', 'de'] as const).entries())
    await world.rt.db
      .updateTable('prospects')
      .set({ language, lead_score: 71 })
      .where('id', '=', people[index]?.id ?? '')
      .execute();
  for (const [name, language] of [
    ['In English', 'en'],
    ['বাংলায়', 'bn'],
  ] as const)
    await world.ask('POST', '/profiles', {
      ...{ name, language },
      branding_config: { colors: { accent: '#0f6e5c' }, logos: {}, fonts: { body: 'Inter' } },
      messaging_templates: {
        ...{ whatsapp: texts[language], telegram: texts[language] },
        ...{ signal: texts[language], imessage: texts[language] },
      },
      compliance_rules: { jurisdiction: 'BD', rules: [] },
    });
  campaign = await world.ask<Made>('POST', '/campaigns', {
    name: 'Spring',
    message_content: 'For {{ name }}',
  });
  page = await world.page('standard', {
    path: `/campaigns/${campaign.id}/edit?step=message`,
    viewport: { width: 1440, height: 900 },
  });
  page.setDefaultTimeout(patienceMs);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const counts = () =>
  page
    .locator('[data-profile]')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText.replaceAll(/\s+/g, ' ')));

it('chooses profiles, and says who gets which and why before anything is sent', async () => {
  await page.getByRole('checkbox', { name: /In English/ }).click();
  await page.getByRole('checkbox', { name: /বাংলায়/ }).click();
  await expect
    .poll(counts)
    .toEqual([
      'In English Version 1 1 person (33.3%)',
      'বাংলায় Version 1 1 person (33.3%)',
      'None fits: the message of this campaign 1 person (33.3%)',
    ]);
  await page.getByText('Who and why: the first 3').click();
  const row = page.getByRole('row').filter({ hasText: 'রহিমা বেগম' });
  expect(await row.innerText()).toMatch(/রহিমা বেগম\s+বাংলায়\s+speaks Bangla|speaks Bengali/);
  await expectAccessible(page);
  // Kept beside what is typed: neither is in the way of the other.
  await page.getByLabel('Text', { exact: true }).fill('For you, {{ name }}');
  await page.locator('#default-profile').click();
  await page.getByRole('option', { name: 'In English' }).click();
  await expect
    .poll(counts)
    .toEqual([
      'In English Version 1 2 people (66.6%) 1 of them because no profile is made for them',
      'বাংলায় Version 1 1 person (33.3%)',
    ]);
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved/ })
    .first()
    .waitFor();
  const profiles = await world.ask<{ items: { name: string; is_default: boolean }[] }>(
    'GET',
    `/campaigns/${campaign.id}/profiles`,
  );
  expect(profiles.items).toMatchObject([
    { name: 'In English', is_default: true },
    { name: 'বাংলায়', is_default: false },
  ]);
});

it('the preview is the words of that person’s profile, and the review shows the counts', async () => {
  await page.getByRole('combobox', { name: 'Preview as' }).fill('রহিমা');
  await page.getByRole('option', { name: /রহিমা/ }).click();
  await expect
    .poll(() => page.locator('[data-preview="signal"]').innerText())
    .toBe('প্রিয় রহিমা, আমরা কি কথা বলতে পারি? স্কোর ৭১');
  await page.getByText('Words of the profile').waitFor();
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('heading', { name: 'Who gets which profile' }).waitFor();
  await expect.poll(async () => (await counts()).length).toBe(2);
  await expectAccessible(page);
});

it('30. in Bengali on a phone, too', async () => {
  await setLook(world, 'standard', { language: 'bn', theme: 'dark' });
  const small = await world.page('standard', {
    path: `/campaigns/${campaign.id}/edit?step=message`,
    viewport: { width: 360, height: 800 },
  });
  await small.locator('[data-profile]').first().waitFor();
  await expectAccessible(small);
  await expectNoSidewaysScroll(small);
  expect(
    await latinWords(
      small,
      /In English|English|GMT|Dear (?:Amelia|Karl), shall we talk|Amelia Taylor|Karl Weber|Test standard|first_name|name|For you|Spring/g,
    ),
  ).toEqual([]);
  expectNoComplaints(small);
  await small.context().close();
  await setLook(world, 'standard', { language: 'en', theme: 'light' });
});

it('what was sent names its profile and version, and so does the campaign', async () => {
  const sent = recordSends(world);
  const workers = await world.serve();
  try {
    await world.ask('POST', `/campaigns/${campaign.id}/launch`);
    await vi.waitFor(() => expect(sent.length).toBeGreaterThanOrEqual(3), { timeout: 45_000, interval: 100 });
  } finally {
    await workers.stop();
  }
  expect(sent.join('\n')).toContain('প্রিয় রহিমা, আমরা কি কথা বলতে পারি? স্কোর ৭১');
  await page.goto(`/campaigns/${campaign.id}`);
  const card = page.getByRole('region', { name: 'Profiles' });
  await card.getByRole('listitem').nth(1).waitFor();
  expect(
    (await card.getByRole('listitem').allInnerTexts()).map((one) => one.replaceAll(/\s+/g, ' ')),
  ).toEqual([
    expect.stringMatching(/In English.*Default.*Version 1/),
    expect.stringMatching(/বাংলায়.*Version 1/),
  ]);
  await page.goto(`/campaigns/${campaign.id}?tab=recipients`);
  await page.locator('#main').getByRole('button', { name: /রহিমা/ }).first().click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('link', { name: 'বাংলায়' }).waitFor();
  expect(await sheet.innerText()).toContain('version 1');
  expectNoComplaints(page);
});
