// The audit trail in the built dashboard on the real server: entries in plain words, filters, one entry, verification
// before and after somebody changed a row behind our back, checkpoints and the export.
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { keepPublicKey } from '../../server/src/audit/checkpoint-file.ts';
import { auditKeyOf } from '../../server/src/audit/note.ts';
import { publishCheckpoints } from '../../server/src/audit/publish-checkpoints.ts';
import { connect } from '../../server/src/db/connect.ts';
import { loadKey } from '../../server/src/load-key.ts';
import { eventAt, sealed, tamper } from '../../server/test/audit/support.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/pages.ts';
import { setLook } from './support/campaign-helpers.ts';
import type { RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';

let world: RealDashboard;
const { open } = useDashboard(async (given) => {
  world = given;
  const made = await world.ask<{ id: string }>('POST', '/campaigns', { name: 'Spring review' });
  await world.ask('POST', `/campaigns/${made.id}/cancel`);
  await world.ask('POST', '/suppressions', {
    ...{ phone: '+447400999999', reason: 'wrong_number', note: 'Rang: not her' },
  });
});
const seal = async () => {
  while ((await sealed(world.rt)) > 0);
};

it('says in words what happened, finds it, and shows one entry', async () => {
  await seal();
  const page = await open('compliance', { path: '/' });
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Audit trail' }).click();
  const entry = page.getByRole('button', { name: /Test standard cancelled the campaign “Spring review”/ });
  await entry.waitFor();
  expect(await page.locator('#main').innerText()).not.toMatch(/campaign\.cancelled|[0-9a-f]{8}-[0-9a-f]{4}/);
  const other = page.getByText('Test standard put somebody on the do-not-contact list');
  await other.waitFor();

  await page.getByRole('combobox', { name: 'What', exact: true }).selectOption('campaigns');
  await other.waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('nobody at all');
  await page.getByText('Nothing matches').waitFor();
  await page.getByRole('searchbox').fill('spring');
  await entry.waitFor();
  await page.reload();
  await entry.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/^Entry \d+ of the trail/).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('link', { name: 'Test standard' }).click();
  await page.getByRole('button', { name: 'Remove filter: Done by Test standard' }).waitFor();
  expect(new URL(page.url()).searchParams.get('actor')).toBe(world.pm.id);
});

it('verifies, names the first entry that was changed behind our back, and shows what was signed', async () => {
  const { rt, server } = world;
  await seal();
  const key = auditKeyOf(loadKey(rt.config.dataDir, 'audit'));
  await keepPublicKey(rt.config.dataDir, key.publicKey);
  await publishCheckpoints(rt, key, 0);
  const page = await open('admin', { path: '/audit' });
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await page.getByText(/^Everything up to .* is sealed and unbroken$/).waitFor();
  await page.getByText('1 signed checkpoint agrees').waitFor();
  await page.getByRole('tab', { name: 'Checkpoints' }).click();
  await page.getByRole('list', { name: 'Checkpoints' }).getByText('Signed').waitFor();
  await expectAccessible(page);

  const owner = connect(rt.ownerUrl, { max: 1, name: 'owner' });
  const event = await eventAt(rt, server.workspace.id, 2);
  await tamper(owner.db, (db) =>
    sql`update events set occurred_at = occurred_at + interval '1 s' where id = ${event}`.execute(db),
  );
  await owner.db.destroy();
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await page.getByText('The trail is broken at entry 2').waitFor();
  await page.getByRole('button', { name: 'See the entry' }).click();
  await page.getByRole('dialog').getByText('Entry 2 of the trail.').waitFor();
});

it('gives the trail away as a file, and says how to check it', async () => {
  const page = await open('compliance', { path: '/audit' });
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Check it without us').waitFor();
  await expectAccessible(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('trail.jsonl');
  await dialog.getByText('The file is in your downloads.').waitFor();
});

it.each([
  { language: 'en', theme: 'dark', width: 360 },
  { language: 'bn', theme: 'light', width: 1440 },
] as const)('looks right in $language, $theme, at $width', async ({ width, ...look }) => {
  await setLook(world, 'admin', look);
  const page = await open('admin', { path: '/audit', viewport: { width, height: 800 } });
  await page.locator('#main [data-row]').first().waitFor();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

it('is no page of a portfolio manager', async () => {
  const page = await open('standard', { path: '/audit' });
  await page.getByText('Your role does not open this').first().waitFor();
  expect(await page.getByRole('link', { name: 'Audit trail' }).count()).toBe(0);
});
