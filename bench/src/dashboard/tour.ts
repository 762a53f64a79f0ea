// What a portfolio manager does in a minute: looks, searches, filters, opens, switches, goes back.
import type { Hands } from './interactions.ts';

/** One round over the main pages. `campaign` is the one that is sending. */
export async function tour(hands: Hands, campaign: string): Promise<void> {
  const { page } = hands;
  const row = 'tbody tr[data-row] a, tbody tr[data-row]';
  await go(hands, '/prospects');
  await hands.press('prospects: search', '/');
  await hands.type('prospects: search', 'Rahim 017');
  await hands.press('prospects: clear search', 'Escape');
  await hands.click('prospects: sort', 'thead button');
  await hands.click('prospects: more', 'button:has-text("Show more")');
  await hands.press('prospects: next row', 'j');
  await hands.press('prospects: next row', 'j');
  await hands.click('prospects: open', 'tbody tr[data-row] a');
  await page.waitForTimeout(600);
  await hands.click('prospect: tab', '[role=tab] >> nth=1');
  await hands.click('prospect: tab', '[role=tab] >> nth=2');
  await page.goBack();
  await go(hands, '/campaigns');
  await hands.click('campaigns: tab', '[role=tab] >> nth=1');
  await hands.click('campaigns: open', row);
  await go(hands, `/campaigns/${campaign}`);
  await hands.click('live campaign: tab', '[role=tab] >> nth=1');
  await page.waitForTimeout(500);
  await hands.press('recipients: next row', 'j');
  await hands.press('recipients: next row', 'j');
  await hands.click('live campaign: tab', '[role=tab] >> nth=0');
  await go(hands, '/conversations');
  await hands.press('conversations: next', 'j');
  await hands.press('conversations: next', 'j');
  await go(hands, '/');
  await hands.press('palette', 'Control+k');
  await hands.type('palette', 'rahim');
  await hands.press('palette', 'ArrowDown');
  await hands.press('palette', 'Escape');
  for (const keys of ['g d', 'g s', 'g o']) {
    for (const key of keys.split(' ')) await hands.press(`go: ${keys}`, key);
    await page.waitForTimeout(500);
  }
}

async function go({ page }: Hands, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('h1').first().waitFor();
  await page.waitForTimeout(700);
}
