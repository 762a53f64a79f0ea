// The pages a compliance officer answers people from: requests about their data, and everybody who must not be written to.
import { expect, it } from 'vitest';
import { sql } from 'kysely';
import { latinWords } from './support/latin-words.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/pages.ts';
import type { DashboardPage, RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';

let world: RealDashboard;
const { opened } = useDashboard((given) => void (world = given));

async function open(path: string, more: Parameters<RealDashboard['page']>[1] = {}) {
  const page = await world.page('compliance', { path, ...more });
  opened.push(page);
  return page;
}

/** Both languages and both themes in one page load each. */
async function expectLooks(page: DashboardPage): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 360, height: 780 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1440, height: 900 });
}

it('a request is recorded on the person’s page, worked on, given more time and answered', async () => {
  const [person] = await world.people(1, ['signal']);
  const page = await open(`/prospects/${person?.id ?? ''}`);
  await page.getByRole('button', { name: 'Record a request' }).click();
  const dialog = page.getByRole('dialog', { name: 'What do they ask for?' });
  await dialog.getByLabel('In their words').fill('Please send it to my new address');
  await dialog.getByRole('button', { name: 'Record the request' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'A copy of their data' }).click();
  await page.getByRole('heading', { name: 'A copy of their data', level: 1 }).waitFor();
  const steps = page.getByRole('list', { name: 'Steps' });
  await steps.getByText('Please send it to my new address').waitFor();
  await page.getByRole('combobox', { name: /Who works on it/ }).click();
  await page.getByRole('option', { name: /\(you\)/ }).click();
  await steps.getByText(/took it/).waitFor();
  await page.getByRole('textbox', { name: 'What was done' }).fill('Called back on the number we know');
  await page.getByRole('button', { name: 'Note it' }).click();
  await steps.getByText('Called back on the number we know').waitFor();
  await page.getByRole('button', { name: 'Take more time' }).click();
  const more = page.getByRole('dialog', { name: 'Take two more months?' });
  await expect.poll(() => more.getByRole('button', { name: 'Take more time' }).isDisabled()).toBe(true);
  await more.getByLabel('Why, as the person is told it').fill('Eight years of letters to go through');
  await expectAccessible(page);
  await more.getByRole('button', { name: 'Take more time' }).click();
  await steps.getByText(/took two more months/).waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Take more time' }).count()).toBe(0);
  await expectLooks(page);

  await page.goto('/compliance/requests');
  const row = page.getByRole('list', { name: 'Requests' }).getByRole('listitem');
  await row.getByText(/days left/).waitFor();
  await expectLooks(page);
  await row.getByRole('link').click();
  await page.getByRole('button', { name: 'Answered: done' }).click();
  const close = page.getByRole('dialog', { name: 'Is it answered?' });
  await close.getByLabel('How it was answered').fill('By letter');
  await close.getByRole('button', { name: 'Answered: done' }).click();
  await steps.getByText(/answered: done/).waitFor();
  await page.goto('/compliance/requests?view=closed');
  await row.getByText('Done').waitFor();
});

it('numbers come on the list one by one or pasted, are found by the whole number, and only ours come off', async () => {
  const [person] = await world.people(1, ['signal']);
  const page = await open('/compliance/consent');
  await page.getByText('The list is empty').waitFor();
  const list = page.getByRole('list', { name: 'Do not contact' });
  const entry = (end: string) => list.getByRole('listitem').filter({ hasText: end });
  const add = async (phone: string, decision?: string) => {
    await page.getByRole('button', { name: 'Add a number' }).click();
    const dialog = page.getByRole('dialog', { name: 'Never contact this number' });
    await dialog.getByLabel('Phone').fill(phone);
    if (decision) {
      await dialog.getByRole('combobox').click();
      await page.getByRole('option', { name: decision }).click();
      await dialog.getByText('An administrator can take the number off again.').waitFor();
    }
    await dialog.getByRole('button', { name: 'Add to the list' }).click();
    return dialog;
  };
  await (await add('12')).getByText('This phone number is not valid').waitFor();
  await page.keyboard.press('Escape');
  await (await add('+44 7400 987654', 'We decided it')).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Add a list' }).click();
  const paste = page.getByRole('dialog', { name: 'Never contact these numbers' });
  await paste
    .getByLabel('Numbers', { exact: true })
    .fill(`phone\n+44 7400 123456\n${person?.phone ?? ''}\nnobody 9`);
  await expectAccessible(page);
  await paste.getByRole('button', { name: 'Add to the list' }).click();
  await paste.getByText('2 numbers were added.').waitFor();
  await paste.getByText('1 line is no phone number: line 4').waitFor();
  await paste.getByRole('button', { name: 'Close' }).last().click();
  await entry('3456')
    .getByText(/Only the person can take this back/)
    .waitFor();
  await expect.poll(() => entry('3456').getByRole('button', { name: 'Take off' }).count()).toBe(0);
  await expectLooks(page);
  await entry('7654').getByRole('button', { name: 'Take off' }).click();
  const ask = page.getByRole('dialog', { name: 'Take this number off the list?' });
  await ask.getByLabel(/Why/).fill('Typed wrong');
  await ask.getByRole('button', { name: 'Take off' }).click();
  await entry('7654').waitFor({ state: 'detached' });
  await expect.poll(() => page.getByRole('main').textContent()).not.toContain('7400');

  await page.getByLabel('Whole number').fill(person?.phone ?? '');
  await page.getByRole('button', { name: 'Look it up' }).click();
  await page.getByText('They opted out themselves: only they can take that back.').waitFor();
  await page.getByRole('tab', { name: 'People who stopped' }).click();
  await page.getByText('everything, on every channel').waitFor();
  await expectLooks(page);
});

it('says all of it in Bengali', async () => {
  const { user } = await world.server.login('compliance');
  await sql`update users set language = 'bn' where id = ${user.id}`.execute(world.rt.db);
  const { id } = (await sql<{ id: string }>`select id from privacy_requests limit 1`.execute(world.rt.db))
    .rows[0] ?? { id: '' };
  const page = await open('/compliance/requests?view=closed');
  for (const path of [
    '',
    `/compliance/requests/${id}`,
    '/compliance/consent',
    '/compliance/consent?view=people',
  ]) {
    if (path) await page.goto(path);
    await page.locator('h1').first().waitFor();
    await page.locator('main [role="tab"], main section').first().waitFor();
    const data = '[lang="en"], q, [dir="auto"], a[href^="/prospects/"], dd, li p, [role="combobox"]';
    // A colleague of the test’s is called so; START is what one writes.
    const words = (await latinWords(page, data)).filter(
      (word) => !['Test', 'compliance', 'START'].includes(word),
    );
    expect(words).toEqual([]);
  }
});
