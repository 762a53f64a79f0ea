// Every section of the settings: who sees it, by keyboard, in both languages, both themes and both widths.
import type { Role } from '@sampark/contracts/domain.ts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { latinWords } from './support/latin-words.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/pages.ts';
import type { RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';
import { expectLargeTargets, focusOf } from './support/targets.ts';

let world: RealDashboard;
const { opened } = useDashboard((given) => void (world = given));

async function open(role: Role, section: string, more: Parameters<RealDashboard['page']>[1] = {}) {
  const page = await world.page(role, { path: `/settings?section=${section}`, ...more });
  opened.push(page);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}
const lang = (page: Page) => page.evaluate(() => document.documentElement.lang);

describe('every section', () => {
  const sections: Record<Role, string[]> = {
    admin: ['Me', 'Security', 'Sessions', 'Users', 'Sign-in', 'Workspace', 'Countries', 'Opt-in pages', 'API keys', 'Appearance', 'Keys'], // prettier-ignore
    standard: [
      'Me',
      'Security',
      'Sessions',
      'Workspace',
      'Countries',
      'Opt-in pages',
      'API keys',
      'Appearance',
      'Keys',
    ],
    compliance: ['Me', 'Security', 'Sessions', 'Workspace', 'Countries', 'Opt-in pages', 'API keys', 'Appearance', 'Keys'], // prettier-ignore
  };

  it.each(['admin', 'standard', 'compliance'] as const)('%s sees their own sections only', async (role) => {
    const page = await open(role, 'users');
    await expect.poll(() => page.getByRole('tab').allTextContents()).toEqual(sections[role]);
    if (role !== 'admin')
      await expect.poll(() => page.getByRole('tab', { selected: true }).textContent()).toBe('Me');
  });

  it('6. works by keyboard: arrows move between sections, the address follows, and the place is seen', async () => {
    const page = await open('admin', 'me');
    await page.getByRole('tab', { name: 'Me' }).focus();
    for (const section of ['security', 'sessions', 'users', 'sign-in', 'workspace']) {
      await page.keyboard.press('ArrowRight');
      await page.waitForURL(`**/settings?section=${section}`);
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(`tab-${section}`);
    }
    await page.getByRole('textbox', { name: 'Marketing', exact: true }).waitFor();
    // Through the whole form to its button: every stop is seen, none lies under the header.
    for (let stop = 0; stop < 26; stop++) {
      await page.keyboard.press('Tab');
      const focus = await focusOf(page);
      expect([focus.name, focus.outline, focus.covered]).toEqual([focus.name, true, false]);
      if (focus.name === 'Save changes') return;
    }
    throw new Error('The keyboard never came to the button');
  });

  it.each([
    { language: 'en', theme: 'light', width: 360 },
    { language: 'en', theme: 'dark', width: 1440 },
    { language: 'bn', theme: 'light', width: 1440 },
    { language: 'bn', theme: 'dark', width: 360 },
  ] as const)('5. 7. 30. is accessible, fits and is complete: $language, $theme, $width px', async (look) => {
    const { language, theme: colours, width } = look;
    const { user } = await world.server.login('admin');
    const show = (given: object) =>
      world.rt.db.updateTable('users').set(given).where('id', '=', user.id).execute();
    await show({ language, theme: colours });
    const page = await open('admin', 'me', { viewport: { width, height: 780 } });
    await expect.poll(() => lang(page)).toBe(language);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await expect.poll(() => page.locator('[role="tab"][aria-selected="true"]').count()).toBe(1);
      await page.locator('main section').first().waitFor();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await expectLargeTargets(page);
      const data =
        '[lang="en"], header p, li, [role="combobox"], section:has(> header #keywords), section:has(> header #opt-out-line) dd';
      if (language === 'bn') expect(await latinWords(page, data)).toEqual([]);
    }
    await show({ language: 'en', theme: 'system' });
  });
});
