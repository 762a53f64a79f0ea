// Every page of profiles in both languages, both themes, on a phone and on a wide screen; and the whole way by keyboard.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { latinWords, looks, named, setLook } from './support/campaign-helpers.ts';
import {
  expectAccessible,
  expectNoComplaints,
  expectNoSidewaysScroll,
  openBrowser,
} from './support/pages.ts';
import { startDashboard, type RealDashboard } from './support/real-dashboard.ts';

let browser: Browser;
let world: RealDashboard;
let pages: [path: string, ready: string][];

// Typed by somebody, or a name of the world outside.
const own = /first_name|Test standard|Inter|Noto Sans Bengali|GMT|UTC|PNG|ffffff|a to f|\ba\b|\bf\b/g;
const text = 'প্রিয় {{ first_name }}, আপনার দীর্ঘমেয়াদি-সঞ্চয়পরিকল্পনাপর্যালোচনাসংক্রান্তবৈঠক কবে হলে ভালো হয়?';

beforeAll(async () => {
  browser = await openBrowser();
  world = await startDashboard(browser);
  await named(world, ['ফরিদা রহমান', 'করিম উদ্দিন']);
  const made = await world.ask<{ id: string }>('POST', '/profiles', {
    ...{ name: 'ঢাকার অবসরপ্রাপ্ত পরিবার ও তাঁদের উত্তরাধিকারী', language: 'bn' },
    branding_config: {
      colors: { accent: '#7a1f3d', background: '#ffffff', text: '#1a1a1a' },
      ...{ logos: {}, fonts: { body: 'Noto Sans Bengali' } },
    },
    messaging_templates: { whatsapp: text, telegram: text, signal: text, imessage: text },
    compliance_rules: { jurisdiction: 'BD', rules: [{ kind: 'max_links', count: 1 }] },
    target_demographics: { age_range: [60, 85], location: ['ঢাকা', 'খুলনা'], lead_score: [20, 100] },
  });
  const { token } = await world.server.login('standard');
  await world.server.ask('PATCH', `/api/v1/profiles/${made.id}`, {
    ...{ token, payload: { target_demographics: { age_range: [55, 85] } } },
    headers: { 'if-match': '"1"' },
  });
  pages = [
    ['/profiles', 'li[data-row]'],
    ['/profiles/new', '[data-preview], figure'],
    [`/profiles/${made.id}`, '[data-preview="imessage"]'],
    [`/profiles/${made.id}?see=versions`, '#profile-difference'],
  ];
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

it.each(looks)('5, 7, 30. every page: $language, $theme, $width px', async ({ language, theme, width }) => {
  await setLook(world, 'standard', { language, theme });
  const page = await world.page('standard', { viewport: { width, height: 800 } });
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
    if (language === 'bn') expect([path, await latinWords(page, own)]).toEqual([path, []]);
  }
  expectNoComplaints(page);
  await page.context().close();
});

it('6. made by keyboard alone', async () => {
  await setLook(world, 'standard', { language: 'en', theme: 'light' });
  const page = await world.page('standard', { path: '/profiles', viewport: { width: 1280, height: 800 } });
  await page.locator('li[data-row]').waitFor();
  await page.keyboard.press('c');
  await page.getByLabel('Name', { exact: true }).waitFor();
  const tabTo = async (name: string) => {
    for (let steps = 0; steps < 60; steps++) {
      await page.keyboard.press('Tab');
      const [label, covered] = await page.evaluate(() => {
        const one = document.activeElement as HTMLElement;
        const label = document.querySelector(`label[for="${one.id}"], [id="${one.id}-label"]`);
        const labelled = one.id && label?.textContent;
        const box = one.getBoundingClientRect();
        const top = document.elementFromPoint(
          box.left + box.width / 2,
          box.top + Math.min(box.height / 2, 10),
        );
        return [labelled || one.textContent?.trim(), !(top && (one.contains(top) || top.contains(one)))];
      });
      if (label !== name) continue;
      expect([name, covered]).toEqual([name, false]);
      return;
    }
    throw new Error(`nothing is called ${name}`);
  };
  await tabTo('Name');
  await page.keyboard.type('By keyboard');
  await tabTo('Text');
  await page.keyboard.type('Dear {{ first_name }}, shall we talk?');
  await tabTo('Write words for WhatsApp');
  await page.keyboard.press('Enter');
  await tabTo('Where its readers live');
  await page.keyboard.type('Bangladesh');
  await tabTo('Make this profile');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'By keyboard' }).waitFor();
  expectNoComplaints(page);
  await page.context().close();
});
