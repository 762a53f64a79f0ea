// Filling in an approved template for a campaign: named places, a head, buttons and languages, by keyboard, and as the server
// then shows it; both themes, both widths, both languages.
import { beforeEach, expect, it } from 'vitest';
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import { latinWords, named } from './support/campaign-helpers.ts';
import { expectEachLook } from './support/looks.ts';
import { expectAccessible } from './support/pages.ts';
import type { DashboardPage, RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';

let world: RealDashboard;
let page: DashboardPage;
let id: string;
const { open } = useDashboard(async (given) => {
  world = given;
  await named(world, ['Farida Rahman']);
  const { waba_id } = await world.rt.db
    .selectFrom('channel_templates')
    .select('waba_id')
    .executeTakeFirstOrThrow();
  const add = (name: string, language: string, parameter_format: string, components: object[]) =>
    world.rt.db
      .insertInto('channel_templates')
      .values({
        ...{ workspace_id: world.server.workspace.id, waba_id, name, language, parameter_format },
        ...{ category: 'MARKETING', status: 'APPROVED', components: JSON.stringify(components) },
      })
      .execute();
  const letter = (text: string) => [
    { type: 'HEADER', format: 'TEXT', text: 'Meghna {{topic}}' },
    {
      type: 'BODY',
      text,
      example: {
        body_text_named_params: [
          { param_name: 'client', example: 'Rahima' },
          { param_name: 'meeting_day', example: 'Monday' },
        ],
      },
    },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Yes' },
        { type: 'URL', text: 'Book', url: 'https://b.example/{{1}}' },
        { type: 'COPY_CODE', text: 'Copy', example: 'SAVE' },
      ],
    },
  ];
  await add('year_letter', 'en', 'NAMED', letter('Dear {{client}}, see you on {{meeting_day}}.'));
  await add('year_letter', 'bn', 'NAMED', letter('প্রিয় {{client}}, দেখা হবে {{meeting_day}}।'));
  await add('year_letter', 'es', 'NAMED', [{ type: 'BODY', text: 'Hola {{client}}.' }]);
  for (const [language, text] of [
    ['en', 'Dear {{1}}, come to our branch.'],
    ['bn', 'প্রিয় {{1}}, আমাদের শাখায় আসুন।'],
  ] as const)
    await add('branch_visit', language, 'POSITIONAL', [
      { type: 'HEADER', format: 'LOCATION' },
      { type: 'BODY', text },
    ]);
  await add('moving', 'en', 'POSITIONAL', [
    { type: 'HEADER', format: 'GIF' },
    { type: 'BODY', text: 'Dear {{1}}, look.' },
  ]);
  await add('report', 'en', 'POSITIONAL', [
    { type: 'HEADER', format: 'DOCUMENT' },
    { type: 'BODY', text: 'Dear {{1}}, your report.' },
  ]);
});

beforeEach(async () => {
  page = await open('standard');
  await page.locator('h1').waitFor();
  const made = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Letter', message_content: '', channel_order: ['whatsapp'] },
  });
  id = made.id;
  await page.goto(`/campaigns/${id}/edit?step=message`);
  await choice('Template').waitFor();
});

const choice = (name: string) => page.locator('#main').getByRole('combobox', { name });
const field = (name: string) => page.getByRole('textbox', { name }).or(choice(name));
const missing = () => page.getByRole('status').filter({ hasText: /still missing/ });
/** From the database: asking as often as a test does would be refused. */
const kept = async () => {
  const { channel_content } = await world.rt.db
    .selectFrom('campaigns')
    .select('channel_content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return (channel_content as { whatsapp?: object }).whatsapp;
};
async function pick(name: string, option: string | RegExp): Promise<void> {
  await choice(name).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: option }).waitFor();
  await page.getByRole('option', { name: option }).press('Enter');
  await page.getByRole('listbox').waitFor({ state: 'hidden' });
}

it('each place by its name, for each person’s language, and shown as it is sent', async () => {
  await pick('Template', 'year letter');
  // Named places, the head, the address and the code; the answer button needs nothing.
  expect(await field('In place of “client”').inputValue()).toBe('{{ first_name }}');
  await missing().getByText('4 values are still missing.').waitFor();
  await field('In the heading, in place of {{topic}}').fill('2026');
  await field('In place of “meeting day”').fill('Tuesday');
  await field('End of the address behind “Book”').fill('friday');
  await field('Code that “Copy” copies').fill('A code that is too long');
  await page.getByText('Too long: filled in it may have 15 characters. Shorten it.').waitFor();
  await field('Code that “Copy” copies').fill('SAVE10');
  await missing().waitFor({ state: 'hidden' });
  await page.getByText('It takes other values in Spanish: those people get it in English.').waitFor();
  await expect.poll(kept).toEqual({
    ...{ kind: 'template', name: 'year_letter', language: 'en', languages: 'person', parameters: [] },
    named_parameters: { client: '{{ first_name }}', meeting_day: 'Tuesday' },
    header: { kind: 'text', text: '2026' },
    button_values: [
      { index: 1, kind: 'url', suffix: 'friday' },
      { index: 2, kind: 'copy_code', code: 'SAVE10' },
    ],
  });
  await page
    .locator('[data-preview="whatsapp"]')
    .getByText(/Dear Farida, see you on Tuesday\./)
    .waitFor();
  await expectAccessible(page);
  // One language for all, and what was filled in stays.
  await pick('Language', 'Bangla');
  await expect.poll(kept).toMatchObject({
    ...{ language: 'bn', named_parameters: { client: '{{ first_name }}', meeting_day: 'Tuesday' } },
    header: { text: '2026' },
  });
  expect(await kept()).not.toHaveProperty('languages');
  await page.getByText(/প্রিয় Farida, দেখা হবে Tuesday/).waitFor();
  await page.reload();
  await expect.poll(() => field('In place of “meeting day”').inputValue()).toBe('Tuesday');
});

it('a document at its head: its address is looked at, and it may be named', async () => {
  await pick('Template', 'report');
  await page.getByText('Approved in one language: English.').waitFor();
  await field('Document at its head').fill('b.example/report.pdf');
  await page.getByText('This is no address of a file: begin it with https://.').waitFor();
  await field('Document at its head').fill('https://b.example/report.pdf');
  await field('Name of the document (optional)').fill('Report.pdf');
  await expect.poll(kept).toMatchObject({
    header: { kind: 'document', link: 'https://b.example/report.pdf', filename: 'Report.pdf' },
  });
  // Emptied, it says so; another template takes its place without what it does not have.
  await field('In place of {{1}}').fill('');
  await page.getByText('This place is empty: give it a value.').waitFor();
  await pick('Template', /None/);
  await expect.poll(kept).toBeUndefined();
});

it('a place on a map at its head: its four values, degrees as a map writes them, shown as it is sent', async () => {
  await pick('Template', 'branch visit');
  await missing().getByText('4 values are still missing.').waitFor();
  await field('Latitude of the place on the map').fill('২৩.৭৮');
  await page.getByText('Give decimal degrees, from −90 to 90, in the digits 0 to 9.').waitFor();
  await field('Latitude of the place on the map').fill('23.7806');
  await page.keyboard.press('Tab');
  await page.keyboard.type('90.4074');
  await page.keyboard.press('Tab');
  await page.keyboard.type('গুলশান শাখা');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Road 7, Dhaka');
  await missing().waitFor({ state: 'hidden' });
  await expect.poll(kept).toMatchObject({
    header: { kind: 'location', latitude: '23.7806', longitude: '90.4074', name: 'গুলশান শাখা' },
  });
  const preview = page.locator('[data-part="header"]');
  await preview.getByText('গুলশান শাখা').waitFor();
  await preview.getByText('Road 7, Dhaka').waitFor();
  await expectAccessible(page);
});

it('a head that is not known here is said to be none to choose', async () => {
  await pick('Template', 'moving');
  await page.getByText('It begins with something that is not known here.').waitFor();
  await expect.poll(kept).toMatchObject({ name: 'moving' });
});

it('in a profile it starts in the profile’s language, not in the dashboard’s', async () => {
  await page.goto('/profiles/new');
  await page.locator('#profile-language').fill('Bangla');
  await page.keyboard.press('Tab');
  await pick('Template', 'branch visit');
  await page.getByText('প্রিয় {{1}}, আমাদের শাখায় আসুন।').waitFor();
  expect(await page.locator('#template-language').innerText()).toBe('Bangla');
});

it('one that can no longer be sent stays to be seen, and says what to do', async () => {
  const made = await world.ask<CampaignResource>('POST', '/campaigns', {
    ...{ name: 'Letter', channel_order: ['whatsapp'] },
    channel_content: {
      whatsapp: { kind: 'template', name: 'lost_letter', language: 'en', parameters: ['x'] },
    },
  });
  await page.goto(`/campaigns/${made.id}/edit?step=message`);
  await page.getByText('It cannot be sent in this language. Choose another template.').waitFor();
  expect(await choice('Template').innerText()).toBe('lost letter');
});

it('looks right in both languages, both themes, on a phone and wide', async () => {
  await pick('Template', 'year letter');
  await expect.poll(kept).toBeDefined();
  await expectEachLook(world, page, 'standard', async (language) => {
    await page.locator('#parameter-0').waitFor();
    if (language === 'bn')
      expect(
        await latinWords(
          page,
          /year letter|Letter|first_name|Meghna|topic|client|meeting_day|meeting day|Dear|see you on|Farida Rahman|Farida|Book|Copy|Yes|Rahima|Monday|SAVE|GMT/g,
        ),
      ).toEqual([]);
  });
});
