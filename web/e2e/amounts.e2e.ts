// Amounts of money stand where messages are shown: written for whoever reads the message, whatever language the dashboard has.
import { expect, it } from 'vitest';
import { bengali } from './support/bengali.ts';
import { named, setLook } from './support/campaign-helpers.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/pages.ts';
import type { RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';

let world: RealDashboard;
const { open } = useDashboard(async (ready) => {
  world = ready;
  const people = await named(world, ['Rahima Begum', 'Amelia Taylor']);
  for (const [index, reader] of [
    { language: 'bn', country: 'BD', lead_score: 71 },
    { language: 'en', country: 'GB', lead_score: 71 },
  ].entries())
    await world.rt.db
      .updateTable('prospects')
      .set(reader)
      .where('id', '=', people[index]?.id ?? '')
      .execute();
});

it('30. ৳ and the digits of an amount agree, and both are in the font of the page', async () => {
  await setLook(world, 'standard', { language: 'bn', theme: 'light' });
  const { id } = await world.ask<{ id: string }>('POST', '/campaigns', {
    ...{ name: 'বাকি', message_content: '{{ lead_score | times: 12345 | money: "BDT" }}' },
    channel_order: ['signal'],
  });
  const page = await open('standard', {
    path: `/campaigns/${id}/edit?step=message`,
    viewport: { width: 360, height: 780 },
  });
  const preview = page.locator('[data-preview="signal"]');
  for (const [name, amount] of [
    ['Rahima', '৮,৭৬,৪৯৫.০০৳'],
    ['Amelia', 'BDT 876,495.00'],
  ] as const) {
    await page.getByRole('combobox', { name: bengali('campaigns')('Preview as') }).fill(name);
    await page.getByRole('option', { name: new RegExp(name) }).click();
    // The blank of an amount does not break.
    await expect.poll(async () => (await preview.innerText()).replaceAll('\u00a0', ' ')).toContain(amount);
  }
  await page.evaluate(() => document.fonts.ready);
  expect(await page.evaluate(() => document.fonts.check('16px "Noto Sans Bengali Variable"', '৳১২৩'))).toBe(
    true,
  );
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
