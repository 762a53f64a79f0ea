// One page in both languages, both themes and both widths, without opening it again for each.
import type { Role } from '@sampark/contracts/domain.ts';
import { expectAccessible, expectNoSidewaysScroll } from './pages.ts';
import type { DashboardPage, RealDashboard } from './real-dashboard.ts';

/** `ready` waits for the page once it is loaded in a language; English is left behind. */
export async function expectEachLook(
  { server, rt }: RealDashboard,
  page: DashboardPage,
  role: Role,
  ready: (language: 'en' | 'bn') => Promise<void>,
): Promise<void> {
  const { user } = await server.login(role);
  for (const language of ['bn', 'en'] as const) {
    const look = { language, theme: 'system' };
    await rt.db.updateTable('users').set(look).where('id', '=', user.id).execute();
    await page.reload();
    await ready(language);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      }
    }
  }
}
