// What the tests of prospects and imports do again and again.
import type { Locator, Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import type { Role } from '@sampark/contracts/domain.ts';
import { expectNoComplaints } from './pages.ts';
import type { DashboardPage, RealDashboard } from './real-dashboard.ts';

export const looks = [
  { language: 'en', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 360 },
  { language: 'bn', theme: 'light', width: 360 },
  { language: 'bn', theme: 'dark', width: 1440 },
] as const;
export type Look = (typeof looks)[number];

/** The role's user with these preferences, before the page is opened. */
export async function prefer(world: RealDashboard, role: Role, { language, theme }: Omit<Look, 'width'>) {
  const { user } = await world.server.login(role);
  await world.rt.db.updateTable('users').set({ language, theme }).where('id', '=', user.id).execute();
}

/** Picks an option of a select as a mouse does. */
export async function choose(within: Page | Locator, label: string | RegExp, option: string): Promise<void> {
  const select = within.getByRole('combobox', { name: label });
  await select.click();
  const page = 'goto' in within ? within : within.page();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Answers of our API as a fault: what a healthy server does not show. */
export async function refuse(page: Page, path: RegExp, status: number, code: string): Promise<void> {
  await page.route(path, (route: Route) =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        ...{ type: 'about:blank', title: 'Refused', remedy: 'Try again.', status, code },
        request_id: 'req-7f3a91',
      }),
    }),
  );
}

/** Holds answers back until they are let go, so that "loading" can be looked at for as long as it takes. */
export async function holdBack(page: Page, path: RegExp): Promise<() => void> {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(path, async (route) => {
    await gate;
    await route.continue();
  });
  return letGo;
}

/** Latin words on the page that are not in the data it shows: in Bengali there should be none. */
export async function latinWords(page: Page, data: string): Promise<string[]> {
  const text = await page.locator('main').innerText();
  const found = text.match(/[A-Za-z][A-Za-z@.+_-]{2,}/g) ?? [];
  return [...new Set(found)].filter((word) => !data.includes(word.replace(/[.-]+$/, '')));
}

/** Tab until this has the focus; fails when the page has no such stop. */
export async function tabTo(page: Page, target: Locator, most = 60): Promise<void> {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${most} × Tab did not reach ${String(target)}`);
}

/** The outline of what has the focus is drawn, and nothing lies over it. */
export async function expectFocusSeen(page: Page): Promise<void> {
  const seen = await page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'nothing is focused';
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    if (outlineStyle === 'none' || outlineWidth === '0px') return `no outline on ${element.outerHTML}`;
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return top && (element.contains(top) || top.contains(element)) ? 'seen' : `covered: ${element.outerHTML}`;
  });
  expect(seen).toBe('seen');
}

export async function leave(page: DashboardPage): Promise<void> {
  expectNoComplaints(page);
  await page.context().close();
}
