import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { WorldOptions } from '../../../server/test/support/world.ts';
import { expectNoComplaints, openBrowser } from './pages.ts';
import { startDashboard, type DashboardPage, type RealDashboard } from './real-dashboard.ts';

/**
 * A browser and a dashboard for the tests of one file. `ready` takes them over and puts into the world what every test
 * needs. A page that `open` gave, or that is put among `opened`, has complained of nothing when its test ends, and is closed.
 */
export function useDashboard(
  ready: (world: RealDashboard, browser: Browser) => void | Promise<void>,
  options?: WorldOptions,
): { open: RealDashboard['page']; opened: DashboardPage[] } {
  let browser: Browser;
  let world: RealDashboard;
  const opened: DashboardPage[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
    world = await startDashboard(browser, options);
    await ready(world, browser);
  });
  afterEach(async () => {
    for (const page of opened.splice(0)) {
      expectNoComplaints(page);
      await page.context().close();
    }
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });
  const open: RealDashboard['page'] = async (...given) => {
    const page = await world.page(...given);
    opened.push(page);
    return page;
  };
  return { open, opened };
}
