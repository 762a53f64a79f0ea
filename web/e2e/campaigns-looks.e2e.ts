// Every page of campaigns in both languages, both themes, on a phone and on a wide screen.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { latinWords, looks, named, setLook } from './support/campaign-helpers.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
} from './support/pages.ts';
import { startDashboard, type RealDashboard } from './support/real-dashboard.ts';

type Made = { id: string };
type Live = { status: string; numbers: { messages_sent: number; messages_failed: number } };
let browser: Browser;
let world: RealDashboard;
/** Address and what stands there once the page is complete. */
let pages: [path: string, ready: string][];

const own = /first_name|last_name|Test standard|review|GMT|UTC|Enter|Space/g;

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  await named(world, ['ফরিদা রহমান', 'করিম উদ্দিন', 'রহিম']);
  await world.people(1, ['whatsapp']).then(([one]) =>
    world.rt.db
      .updateTable('prospects')
      .set({ name: 'নুসরাত জাহান', first_name: 'নুসরাত', last_name: 'জাহান' })
      .where('id', '=', one?.id ?? '')
      .execute(),
  );
  const draft = (more: object) => world.ask<Made>('POST', '/campaigns', more);
  const narrow = await draft({
    ...{ name: 'ডিসেম্বরের পর্যালোচনা', message_content: 'প্রিয় {{ last_name }}' },
    target_segment: { countries: ['BD'], languages: ['bn'], location: ['ঢাকা'] },
  });
  const wide = await draft({ name: 'বসন্তের চিঠি', message_content: 'প্রিয় {{ last_name }}' });
  // Everybody on WhatsApp fails: failures have a page too.
  await world.simulators.control.whatsapp('POST', 'fail', { code: 131026, count: 5 });
  const done = await draft({
    ...{ name: 'শীতের খবর', message_content: 'প্রিয় {{ first_name }}' },
    channel_content: {
      whatsapp: { kind: 'template', name: 'review', language: 'en', parameters: ['{{ first_name }}'] },
    },
  });
  const workers = await world.serve();
  try {
    await world.ask('POST', `/campaigns/${done.id}/launch`);
    await vi.waitFor(
      async () => {
        const now = await world.ask<Live>('GET', `/campaigns/${done.id}/live`);
        const { messages_sent, messages_failed } = now.numbers;
        if (now.status !== 'completed' || messages_sent !== 3 || messages_failed !== 1)
          throw new Error(`${now.status}: ${messages_sent} sent, ${messages_failed} failed`);
      },
      { timeout: 45_000, interval: 100 },
    );
  } finally {
    await workers.stop();
  }
  pages = [
    ['/campaigns', 'li[data-row]'],
    ['/campaigns/new', '#name'],
    [`/campaigns/${narrow.id}/edit?step=audience`, '[data-sum="reachable"]'],
    // Of whoever it is made for: one of them has no last name, and is told so instead.
    [`/campaigns/${wide.id}/edit?step=message`, '[aria-labelledby="previews"] figure'],
    [`/campaigns/${wide.id}/edit?step=schedule`, '#pace'],
    [`/campaigns/${wide.id}/edit?step=review`, '[data-list="missing"]'],
    [`/campaigns/${done.id}`, '[data-stat="sent"]'],
    [`/campaigns/${done.id}?tab=recipients`, '#main button:has-text("করিম") >> visible=true'],
  ];
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

it.each(looks)('5, 7, 30. every page: $language, $theme, $width px', async ({ language, theme, width }) => {
  await setLook(world, 'standard', { language, theme });
  const page = await world.page('standard', { viewport: { width, height: 800 } });
  // Going on before the page has renewed its session would lose the renewed cookie, and with it the sign-in.
  await page.locator('h1').waitFor();
  for (const [path, ready] of pages) {
    await page.goto(path);
    await page.locator(ready).first().waitFor();
    const root = page.locator('html');
    await expect
      .poll(async () => [await root.getAttribute('lang'), await root.getAttribute('data-theme')])
      .toEqual([language, theme]);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    // Digits of one language only: counts, shares and times alike.
    if (language === 'bn') expect([path, await latinWords(page, own)]).toEqual([path, []]);
  }
  expectNoComplaints(page);
  await page.context().close();
});
