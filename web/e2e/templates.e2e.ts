// The library of WhatsApp templates: how each stands and what to do, side by side in its languages, found by the address,
// fetched anew from the simulated platform; both themes, both widths, both languages.
import { beforeEach, describe, expect, it } from 'vitest';
import { latinWords, refuse } from './support/campaign-helpers.ts';
import { expectEachLook } from './support/looks.ts';
import { expectAccessible } from './support/pages.ts';
import type { DashboardPage, RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';

let world: RealDashboard;
let page: DashboardPage;
const { open } = useDashboard(async (given) => {
  world = given;
  const { waba_id } = await world.rt.db
    .selectFrom('channel_templates')
    .select('waba_id')
    .executeTakeFirstOrThrow();
  const one = (name: string, language: string, status: string, text: string, more: object = {}) =>
    world.rt.db
      .insertInto('channel_templates')
      .values({
        ...{
          workspace_id: world.server.workspace.id,
          waba_id,
          name,
          language,
          status,
          category: 'MARKETING',
        },
        components: JSON.stringify([
          { type: 'BODY', text, example: { body_text: [['রহিমা']] } },
          { type: 'FOOTER', text: 'Meghna' },
          { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'OK' }] },
        ]),
        ...more,
      })
      .execute();
  await one('winter_letter', 'bn', 'APPROVED', 'প্রিয় {{1}}, শীতের শুভেচ্ছা।', { quality: 'GREEN' });
  await one('winter_letter', 'es', 'PAUSED', '{{1}}, feliz invierno.', { quality: 'RED' });
  await one('offer', 'bn', 'REJECTED', '{{1}}, এখনই কিনুন।', { rejected_reason: 'PROMOTIONAL' });
  await one('old_news', 'bn', 'APPROVED', '{{1}}', { removed_at: new Date() });
});

const row = (name: string) => page.locator('li[data-row]').filter({ hasText: name });

beforeEach(async () => {
  page = await open('standard', { path: '/templates' });
  await row('winter letter').waitFor();
});

it('shows the languages of a template side by side, each with how it stands; one opens with what to do', async () => {
  await row('winter letter').getByRole('link', { name: 'Bangla Approved' }).waitFor();
  await row('winter letter').getByRole('link', { name: 'Spanish Paused' }).click();
  const sheet = page.getByRole('dialog', { name: 'winter letter' });
  await sheet.getByText('Wait until it comes back by itself.').waitFor();
  await sheet.getByText('Low quality: a pause is near').waitFor();
  // As the app shows it, with the sample the platform was given.
  await expect
    .poll(() => sheet.locator('[data-preview="whatsapp"]').innerText())
    .toContain('রহিমা, feliz invierno.');
  await sheet.getByText('OK', { exact: true }).waitFor();
  await expectAccessible(page);
  // Its other language is one press away, and the address keeps what is open.
  await sheet.getByRole('link', { name: 'Bangla Approved' }).click();
  await sheet.getByText('Nothing to do.').waitFor();
  await page.reload();
  await sheet.getByText('Nothing to do.').waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  expect(new URL(page.url()).search).toBe('');
});

it('a rejected one says the platform’s reason in words, and the way on', async () => {
  await row('offer').getByRole('link').click();
  const sheet = page.getByRole('dialog', { name: 'offer' });
  await sheet.getByText('It advertises, but was handed in as service').waitFor();
  await sheet.getByText('Change its words in WhatsApp Manager').waitFor();
  await expectAccessible(page);
});

it('names the campaigns that write with it', async () => {
  await world.ask('POST', '/campaigns', {
    name: 'Winter',
    channel_content: {
      whatsapp: { kind: 'template', name: 'winter_letter', language: 'bn', parameters: ['{{ first_name }}'] },
    },
  });
  await page.reload();
  await row('winter letter').getByText('used in 1 place').waitFor();
  await row('winter letter').getByRole('link', { name: 'Bangla Approved' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Winter' }).click();
  await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/campaigns\/[0-9a-f-]{36}/);
});

describe('9. filters stand in the address', () => {
  it('search, status and deleted ones survive a reload; nothing that fits says so', async () => {
    await page.getByRole('combobox', { name: 'Status' }).selectOption({ label: 'Rejected' });
    await row('winter letter').waitFor({ state: 'hidden' });
    await row('offer').waitFor();
    await page.reload();
    await row('offer').waitFor();
    expect(await row('winter letter').count()).toBe(0);
    await page.getByRole('searchbox').fill('nowhere');
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await row('winter letter').waitFor();
    expect(await row('old news').count()).toBe(0);
    await page.getByRole('checkbox', { name: 'Show deleted ones' }).click();
    await row('old news').getByText('Gone').waitFor();
  });
});

it('denied and failed are told apart', async () => {
  const url = /\/api\/v1\/templates(\?|$)/;
  await page.route(url, refuse(403, 'forbidden'));
  await page.reload();
  await page.getByText('Your role does not open this').waitFor();
  await page.unroute(url);
  await page.route(url, refuse(500, 'internal'));
  await page.reload();
  await page.getByText('Something went wrong on our side').waitFor();
  await expectAccessible(page);
  await page.unroute(url);
});

it('5, 7, 30. looks right in both languages, both themes, on a phone and wide', async () => {
  await expectEachLook(world, page, 'standard', async (language) => {
    await row('winter letter').waitFor();
    if (language === 'bn')
      expect(
        await latinWords(
          page,
          /winter letter|offer|review|feliz invierno|Meghna|your|is ready|Dear|old news/g,
        ),
      ).toEqual([]);
  });
});

it('asks the platform now, and says when the list came', async () => {
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await page
    .getByRole('status')
    .filter({ hasText: /^Synchronised/ })
    .waitFor();
  // What the platform does not have is gone here, too.
  await expect.poll(() => row('winter letter').count()).toBe(0);
});
