// The built dashboard on the real server: its own PostgreSQL database, the four simulators, people who consented. What a
// page shows here has been through the real API.
import type { Role } from '@sampark/contracts/domain.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { hashPassword } from '../../../server/src/users/passwords.ts';
import { startWorld, type World, type WorldOptions } from '../../../server/test/support/world.ts';
import { keepPages } from './kept-pages.ts';

export type RealDashboard = World & {
  baseUrl: string;
  /** A page of its own context, signed in as this role in the world's workspace. */
  page(role?: Role, options?: BrowserContextOptions & { path?: string }): Promise<DashboardPage>;
};
export type DashboardPage = Page & { complaints: string[] };

const password = 'four unrelated words';

export async function startDashboard(browser: Browser, options: WorldOptions = {}): Promise<RealDashboard> {
  const world = await startWorld(options);
  const { rt, server } = world;
  const baseUrl = rt.config.publicUrl;
  const hash = await hashPassword(password);
  const pageWith = keepPages(browser, baseUrl);
  const page: RealDashboard['page'] = async (role = 'standard', { path = '/', ...more } = {}) => {
    const { user } = await server.login(role);
    await rt.db.updateTable('users').set({ password_hash: hash }).where('id', '=', user.id).execute();
    const opened = await pageWith(more);
    const context = opened.context();
    const answer = await context.request.post('/api/v1/auth/login', {
      data: { email: user.email, password },
    });
    if (!answer.ok()) throw new Error(`Sign-in as ${role}: ${answer.status()} ${await answer.text()}`);
    const complaints: string[] = [];
    opened.on('pageerror', (error) => complaints.push(error.message));
    opened.on('console', (message) => {
      // A refused request is expected in some tests and always logged by the browser itself.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text());
    });
    await opened.goto(path);
    return Object.assign(opened, { complaints });
  };
  return { ...world, baseUrl, page };
}
