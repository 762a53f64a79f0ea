// Writing a message in the built dashboard on the real server: by keyboard alone, with an input method, with formatting
// limited to what the channels show, with chips, with words of their own for a channel, and the room it takes.
import { sql } from 'kysely';
import type { CDPSession } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CampaignResource } from '@sampark/contracts/campaigns.ts';
import { optOutLines } from '@sampark/contracts/opt-out-line.ts';
import { countRequests, named } from './support/campaign-helpers.ts';
import { expectEachLook } from './support/looks.ts';
import { expectAccessible } from './support/pages.ts';
import type { DashboardPage, RealDashboard } from './support/real-dashboard.ts';
import { useDashboard } from './support/use-dashboard.ts';

let world: RealDashboard;
let page: DashboardPage;
let id: string;
const { open } = useDashboard(async (given) => {
  world = given;
  await named(world, ['Farida Rahman', 'রহিমা বেগম']);
});

beforeEach(async () => {
  page = await open('standard');
  // Going on before the page has renewed its session would lose the renewed cookie, and with it the sign-in.
  await page.locator('h1').waitFor();
  await write({ message_content: '' });
});

/** A draft of its own for each test. */
async function write(more: object): Promise<void> {
  const made = await world.ask<CampaignResource>('POST', '/campaigns', { name: 'Letter', ...more });
  id = made.id;
  await page.goto(`/campaigns/${id}/edit?step=message`);
  await field().waitFor();
}

const field = (name = 'Text') => page.getByRole('textbox', { name, exact: true });
const tool = (name: string) =>
  page.getByRole('toolbar', { name: 'Tools for Text' }).getByRole('button', { name });
/** From the database: asking as often as a test does would be refused. */
const kept = () =>
  world.rt.db
    .selectFrom('campaigns')
    .select(['message_content', 'message_format', 'channel_content'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
async function expectKept(text: string): Promise<void> {
  await expect
    .poll(async () => {
      const { message_content, message_format } = await kept();
      return [message_content, message_format];
    })
    .toEqual([text, 'rich']);
}
/** The browser tells the page where the cursor is a frame later: no hand is faster, but a test is. */
const toldWhere = () =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
const focused = () =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at?.getAttribute('aria-label') || at?.id;
  });

describe('by keyboard alone', () => {
  it('writes, marks, inserts a variable, gives it a default, undoes, and leaves the field with Tab', async () => {
    const keys = page.keyboard;
    await write({ message_content: '', channel_order: ['telegram', 'signal'] });
    await field().focus();
    await keys.type('Dear ');
    // To the tools and back, as in any editor.
    await keys.press('Alt+F10');
    expect(await focused()).toBe('Insert variable');
    await keys.press('Enter');
    await page.getByRole('searchbox', { name: 'Search variables' }).waitFor();
    await keys.type('first');
    await keys.press('Enter');
    await expect.poll(focused).toBe('message-text');
    await keys.type(', ');
    await keys.press('Control+b');
    await keys.type('hello');
    await keys.press('Control+b');
    await keys.type(' there');
    await expectKept('Dear {{ first_name }}, *hello* there');
    // The chip is one thing to the cursor; Enter opens it.
    for (let at = 0; at < ', hello there'.length; at++) await keys.press('ArrowLeft');
    await toldWhere();
    await keys.press('ArrowLeft');
    await field().locator('.ProseMirror-selectednode').waitFor();
    await keys.press('Enter');
    await page.getByRole('textbox', { name: 'Where it is missing, say' }).waitFor();
    await keys.type('friend');
    await keys.press('Enter');
    await expectKept('Dear {{ first_name | default: "friend" }}, *hello* there');
    await expect.poll(focused).toBe('message-text');
    await keys.press('Control+z');
    await expectKept('Dear {{ first_name }}, *hello* there');
    await keys.press('Control+y');
    await expectKept('Dear {{ first_name | default: "friend" }}, *hello* there');
    // One stop of Tab: the tools, then on.
    await keys.press('Tab');
    expect(await focused()).toBe('Insert variable');
    await keys.press('ArrowRight');
    expect(await focused()).toBe('Insert emoji');
    await keys.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role="toolbar"]'))).toBeNull();
  });

  it('finds an emoji by a word of either language', async () => {
    await field().focus();
    await page.keyboard.type('Thank you ');
    await page.keyboard.press('Alt+F10');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('searchbox', { name: 'Search emoji' }).waitFor();
    await page.keyboard.type('ধন্যবাদ');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('thanks');
    await page.keyboard.press('Enter');
    await expectKept('Thank you 🙏');
  });

  it('Esc leaves a small window, and the keyboard goes on in the text', async () => {
    await field().focus();
    await page.keyboard.type('A');
    await page.keyboard.press('Alt+F10');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Insert variable' }).waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null))
      .toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect.poll(focused).toBe('message-text');
    await page.keyboard.type('B');
    await expectKept('AB');
  });
});

describe('an input method', () => {
  let cdp: CDPSession;
  beforeEach(async () => {
    cdp = await page.context().newCDPSession(page);
  });
  /** As an input method does: the word grows, is replaced while it grows, and is committed. */
  async function compose(steps: readonly string[], committed: string): Promise<void> {
    for (const text of steps)
      await cdp.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await cdp.send('Input.insertText', { text: committed });
  }

  it('Bengali: no letter lost or doubled, between words, beside a chip and in bold', async () => {
    await write({ message_content: '', channel_order: ['telegram', 'signal'] });
    await field().focus();
    await compose(['প', 'প্', 'প্র', 'প্রি', 'প্রিয়'], 'প্রিয়');
    await page.keyboard.type(' ');
    await page.keyboard.press('Alt+F10');
    await page.keyboard.press('Enter');
    await page.getByRole('searchbox', { name: 'Search variables' }).waitFor();
    await page.keyboard.type('first');
    await page.keyboard.press('Enter');
    // Straight behind the chip, without a space.
    await compose(['ক', 'কে'], 'কে');
    await page.keyboard.type(' ');
    await page.keyboard.press('Control+b');
    await compose(['শ', 'শু', 'শুভ', 'শুভে', 'শুভেচ্', 'শুভেচ্ছা'], 'শুভেচ্ছা');
    await page.keyboard.press('Control+b');
    await compose(['।'], '।');
    await expectKept('প্রিয় {{ first_name }}কে *শুভেচ্ছা*।');
    // Shown as it was composed, letter by letter.
    expect(await field().innerText()).toBe('প্রিয় First nameকে শুভেচ্ছা।');
  });

  it('a word is taken back and composed anew', async () => {
    await field().focus();
    await page.keyboard.type('a ');
    await compose(['র', 'রহ', ''], '');
    await compose(['ক', 'করি', 'করিম'], 'করিম');
    await page.keyboard.type(' b');
    await expectKept('a করিম b');
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await kept()).message_content).not.toContain('রহ');
  });

  it('in the middle of a word that is bold, as phones compose it', async () => {
    await write({ message_content: '*শুভ দিন* আজ', message_format: 'rich', channel_order: ['telegram'] });
    await field().focus();
    await page.keyboard.press('Control+Home');
    for (let at = 0; at < 2; at++) await page.keyboard.press('ArrowRight');
    await compose(['স', 'সকা', 'সকাল'], 'সকাল');
    await expectKept('*শুভসকাল দিন* আজ');
  });

  it('a dead key and a kana word', async () => {
    await field().focus();
    await compose(['´'], 'é');
    await compose(['n', 'に', 'にほ', 'にほん', '日本'], '日本');
    await expectKept('é日本');
  });

  it('keys that belong to the input method do nothing of ours', async () => {
    const patches = countRequests(page, 'POST', /launch/);
    await field().focus();
    await cdp.send('Input.imeSetComposition', { text: 'কর', selectionStart: 2, selectionEnd: 2 });
    await page.evaluate(() => {
      const at = document.activeElement;
      at?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true }),
      );
    });
    await cdp.send('Input.insertText', { text: 'করিম' });
    await expectKept('করিম');
    expect(patches()).toBe(0);
  });
});

describe('formatting is what the channels show', () => {
  it('a button that is off says which channel does not show it; own words for that channel switch it on', async () => {
    await write({ message_content: 'Hello all', channel_order: ['telegram', 'imessage'] });
    const bold = tool('Bold');
    await expect.poll(() => bold.getAttribute('aria-disabled')).toBe('true');
    expect(await bold.getAttribute('aria-description')).toBe('Not shown as bold on iMessage');
    await bold.hover();
    await page.getByRole('tooltip').getByText('Not shown as bold on iMessage').waitFor();
    // Nor by its key.
    await field().press('Control+a');
    await toldWhere();
    await page.keyboard.press('Control+b');
    expect(await field().locator('strong').count()).toBe(0);
    await page
      .locator('section', { hasText: 'Own words for a channel' })
      .getByText('iMessage')
      .locator('..')
      .getByRole('button', { name: 'Write own words' })
      .click();
    await expect.poll(() => bold.getAttribute('aria-disabled')).toBe('false');
    await field().press('Control+a');
    await toldWhere();
    await bold.click();
    await expectKept('*Hello all*');
    await field('iMessage').fill('Hello, plain');
    await expect
      .poll(async () => (await kept()).channel_content)
      .toMatchObject({
        telegram: { text: '*Hello all*', format: 'rich' },
        imessage: { text: 'Hello, plain', format: 'rich' },
      });
    await page.getByRole('button', { name: 'Use the message above' }).click();
    await page.getByText('On iMessage the words arrive without: Bold.').waitFor();
    await page.getByRole('button', { name: 'Take it off' }).click();
    await expectKept('Hello all');
  });

  it('a link with words on Telegram, and why there is none elsewhere', async () => {
    await write({ message_content: 'See our offer', channel_order: ['telegram', 'signal'] });
    expect(await tool('Link').getAttribute('aria-description')).toBe(
      'Links with words of their own are not shown on Signal: write the address',
    );
    await write({ message_content: 'See our offer', channel_order: ['telegram'] });
    await field().press('Control+End');
    await page.keyboard.press('Control+Shift+ArrowLeft');
    await toldWhere();
    await tool('Link').click();
    await page.getByRole('textbox', { name: 'Leads to' }).fill('offer');
    await page.getByRole('button', { name: 'Set link' }).click();
    await page.getByText('An address starts with https://').waitFor();
    await page.getByRole('textbox', { name: 'Leads to' }).fill('https://b.example/a');
    await page.getByRole('button', { name: 'Set link' }).click();
    await expectKept('See our [offer](https://b.example/a)');
    await page.locator('[data-preview="telegram"]').getByText('offer').waitFor();
  });

  it('a mark around half a word goes around all of it, and one undo takes it back', async () => {
    await write({ message_content: 'unbelievable', channel_order: ['telegram'] });
    await field().press('Control+Home');
    for (let at = 0; at < 2; at++) await page.keyboard.press('ArrowRight');
    for (let at = 0; at < 4; at++) await page.keyboard.press('Shift+ArrowRight');
    await toldWhere();
    await page.keyboard.press('Control+i');
    await expectKept('_unbelievable_');
    await page.keyboard.press('Control+z');
    await expectKept('unbelievable');
  });

  it('signs of an older text without marks stay signs', async () => {
    await write({ message_content: '2 * 3 *stars* {{ first_name }}', channel_order: ['telegram'] });
    await field().press('Control+End');
    await page.keyboard.type('!');
    await expectKept('2 * 3 \\*stars\\* {{ first_name }}!');
    await page
      .locator('[data-preview="telegram"]')
      .getByText(/^2 \* 3 \*stars\* \S+!$/)
      .waitFor();
  });
});

describe('chips', () => {
  it('typed braces become one; a name nobody has is marked; a format is chosen in a small form', async () => {
    await world.rt.db
      .updateTable('prospects')
      .set({ attributes: JSON.stringify({ renewal: '2026-03-05' }) })
      .execute();
    await write({ message_content: '', channel_order: ['telegram'] });
    await field().focus();
    await page.keyboard.type('On {{ renewal }}, {{ nonsense }}');
    await expect.poll(() => field().locator('.message-chip').count()).toBe(2);
    await expect.poll(() => field().locator('.message-chip-unknown').allInnerTexts()).toEqual(['nonsense']);
    await field().getByText('renewal').click();
    await page.getByText('Such as 2026-03-05.').waitFor();
    await expectAccessible(page);
    await page.getByRole('combobox', { name: 'Written' }).click();
    await page.getByRole('option', { name: 'As a date' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await expectKept('On {{ renewal | date: "long" }}, {{ nonsense }}');
    await field().getByText('nonsense').click();
    await page.getByText('Nobody among your people has this.').waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expectKept('On {{ renewal | date: "long" }},');
  });

  it('copied and pasted, they are chips again', async () => {
    await write({ message_content: 'a {{ first_name }} b', channel_order: ['telegram'] });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await field().press('Control+a');
    await toldWhere();
    await page.keyboard.press('Control+x');
    await expect.poll(async () => (await kept()).message_content).toBe('');
    await page.keyboard.press('Control+v');
    await page.keyboard.press('Control+v');
    await expectKept('a {{ first_name }} ba {{ first_name }} b');
    expect(await field().locator('.message-chip').count()).toBe(2);
  });
});

describe('the room it takes', () => {
  it('is counted for each channel in its own units, with the longest names, and says what is too much', async () => {
    await write({ message_content: '', purpose: 'service', channel_order: ['telegram', 'signal'] });
    await field().fill('ক'.repeat(10));
    const meter = (channel: string) => page.locator(`[data-meter="${channel}"]`);
    await expect.poll(() => meter('telegram').innerText()).toBe('Telegram: 10 of 4,096 characters');
    await expect.poll(() => meter('signal').innerText()).toBe('Signal: 30 of 2,000 bytes');
    expect(await meter('imessage').count()).toBe(0);
    // The longest first name is রহিমা, five letters and fifteen bytes; Farida has six letters.
    await page.keyboard.type('{{ first_name }}');
    await expect.poll(() => meter('telegram').innerText()).toBe('Telegram: 16 of 4,096 characters');
    await expect.poll(() => meter('signal').innerText()).toBe('Signal: 46 of 2,000 bytes');
    await page.getByText('Counted with the longest values among your people.').waitFor();
    await field().fill('ক'.repeat(700));
    await expect.poll(() => meter('signal').innerText()).toBe('Signal: 2,100 of 2,000 bytes, 100 too many');
  });

  it('counts the line that says how to stop along, and shows it', async () => {
    await sql`update workspaces set settings = settings || '{"opt_out_line": {"purposes": ["marketing"]}}'`.execute(
      world.rt.db,
    );
    await write({ message_content: 'Dear all', channel_order: ['telegram'] });
    await page.getByText('Put under it when it is sent: Reply STOP').waitFor();
    const used = 'Dear all'.length + 2 + optOutLines.en.length;
    await expect
      .poll(() => page.locator('[data-meter="telegram"]').innerText())
      .toBe(`Telegram: ${used} of 4,096 characters`);
    await field().press('Control+End');
    await page.keyboard.type('. Reply STOP to stop.');
    await page.getByText('Put under it when it is sent').waitFor({ state: 'hidden' });
  });

  it('counts it as what some may get, where only their country wants it', async () => {
    const rule = {
      ...{ country: 'BR', purposes: ['marketing'], quiet_hours: null, quiet_days: [], weekly_cap: null },
      ...{ opt_out_line: true, source: 'the law there' },
    };
    const settings = { opt_out_line: { purposes: [] }, jurisdictions: [rule] };
    await sql`update workspaces set settings = settings || ${JSON.stringify(settings)}::jsonb`.execute(
      world.rt.db,
    );
    await sql`update prospects set country = 'BR' where first_name = 'Farida'`.execute(world.rt.db);
    await write({ message_content: 'Dear all', channel_order: ['telegram'] });
    await page.getByText('Put under it for people who live in Brazil: Reply STOP').waitFor();
    const used = 'Dear all'.length + 2 + optOutLines.en.length;
    await expect
      .poll(() => page.locator('[data-meter="telegram"]').innerText())
      .toBe(`Telegram: up to ${used} of 4,096 characters`);
    // Without anybody from there it comes to nobody.
    await sql`update prospects set country = 'BD'`.execute(world.rt.db);
    await write({ message_content: 'Dear all', channel_order: ['telegram'] });
    await expect
      .poll(() => page.locator('[data-meter="telegram"]').innerText())
      .toBe('Telegram: 8 of 4,096 characters');
  });
});

it('5, 7, 30. looks right in both languages, both themes, on a phone and wide', async () => {
  await write({
    ...{ message_content: 'Dear {{ first_name }}, *hello*', message_format: 'rich' },
    channel_order: ['telegram', 'imessage'],
  });
  await expectEachLook(world, page, 'standard', async (language) => {
    await page.locator('#message-text .message-chip').waitFor();
    await page.locator('[data-meter="telegram"]').waitFor();
    await field(language === 'bn' ? 'লেখা' : 'Text').waitFor();
  });
});
