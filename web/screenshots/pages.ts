// Every page, with what it takes to show it at its best.
import type { Page } from 'playwright-core';
import type { Known } from './prepare.ts';

const settingsSections =
  'me security sessions users sign-in workspace countries opt-in api-keys appearance keys'.split(' ');

const unfinishedCondition = JSON.stringify({
  all: [
    { field: 'country', op: 'in', value: ['BD'] },
    {
      any: [
        { field: 'campaign', op: 'equals', value: 'read' },
        { field: 'lead_score', op: 'between', value: [70, 40] },
      ],
    },
    {
      not: {
        any: [
          { field: 'language', op: 'in', value: [] },
          { field: 'demographics', op: 'exists' },
        ],
      },
    },
  ],
});

export type PageToTake = {
  name: string;
  path: string;
  as: 'admin' | 'pm' | 'compliance';
  signedOut?: boolean;
  act?: (page: Page) => Promise<void>;
};

export function findPages(known: Known): readonly PageToTake[] {
  const pm = (name: string, path: string, act?: PageToTake['act']): PageToTake => ({
    name,
    path,
    as: 'pm',
    ...(act ? { act } : {}),
  });
  const admin = (name: string, path: string): PageToTake => ({ name, path, as: 'admin' });
  const compliance = (name: string, path: string, act?: PageToTake['act']): PageToTake => ({
    name,
    path,
    as: 'compliance',
    ...(act ? { act } : {}),
  });
  return [
    { name: 'sign-in', path: '/sign-in', as: 'pm', signedOut: true },
    pm('overview', '/'),
    pm('campaigns', '/campaigns'),
    pm('campaign-live', `/campaigns/${known.campaign}`),
    pm('campaign-recipients', `/campaigns/${known.campaign}?tab=recipients`),
    pm('campaign-audience', `/campaigns/${known.draft}/edit?step=audience`),
    pm('campaign-message', `/campaigns/${known.draft}/edit?step=message`),
    pm('campaign-message-variables', `/campaigns/${known.draft}/edit?step=message`, async (page) => {
      await page.getByRole('toolbar').first().getByRole('button').first().click();
      await page.getByRole('dialog').getByRole('button').first().waitFor();
    }),
    pm('campaign-message-chip', `/campaigns/${known.draft}/edit?step=message`, async (page) => {
      await page.locator('.message-chip').first().click();
      await page.getByRole('dialog').waitFor();
    }),
    pm('campaign-message-emoji', `/campaigns/${known.draft}/edit?step=message`, async (page) => {
      await page.getByRole('toolbar').first().getByRole('button').nth(1).click();
      await page.getByRole('dialog').waitFor();
    }),
    pm('campaign-who-and-why', `/campaigns/${known.draft}/edit?step=message`, async (page) => {
      await page.locator('#main details summary').first().click();
      await page.locator('#main details[open] [role="region"]').waitFor();
    }),
    pm('campaign-trial', `/campaigns/${known.trial}/edit?step=message`),
    pm('campaign-versions', `/campaigns/${known.trial}/edit?step=versions`),
    pm('campaign-trial-review', `/campaigns/${known.trial}/edit?step=review`),
    pm('campaign-profiles', `/campaigns/${known.spoken}`),
    pm('campaign-schedule', `/campaigns/${known.draft}/edit?step=schedule`),
    pm('campaign-review', `/campaigns/${known.draft}/edit?step=review`),
    pm('segments', '/segments'),
    pm('segment', `/segments/${known.segment}`),
    pm('segment-new', '/segments/new'),
    pm('segment-fields', '/segments/new', async (page) => {
      await page.locator('[data-part="add"]').first().click();
      await page.getByRole('listbox').getByRole('option').first().waitFor();
    }),
    pm(
      'segment-unfinished',
      `/segments/new?from=${encodeURIComponent(unfinishedCondition)}`,
      async (page) => {
        await page.locator('button[type="submit"]').click();
      },
    ),
    pm('segment-in-campaign', `/campaigns/${known.draft}/edit?step=audience`, async (page) => {
      await page.locator('section[aria-labelledby="audience-segment"] button').last().click();
      await page.getByRole('dialog').waitFor();
    }),
    pm('templates', '/templates'),
    pm('template', '/templates', async (page) => {
      await page.locator('li[data-row] a').first().click();
      await page.getByRole('dialog').locator('[data-preview]').waitFor();
    }),
    pm('prospects', '/prospects'),
    pm('prospect', `/prospects/${known.prospect}`),
    pm('profiles', '/profiles'),
    pm('profile', `/profiles/${known.profile}`),
    pm('profile-new', '/profiles/new'),
    pm('profile-versions', `/profiles/${known.profile}?see=versions`),
    pm('profile-delete', `/profiles/${known.profile}`, async (page) => {
      await page.locator('#main h1').waitFor();
      await page.locator('#main header button[aria-haspopup="menu"]').click();
      await page.getByRole('menuitem').last().click();
      await page.getByRole('dialog').waitFor();
    }),
    pm('experiments', '/experiments'),
    ...(known.experiment
      ? [
          pm('experiment', `/experiments/${known.experiment}`),
          pm('experiment-declare', `/experiments/${known.experiment}`, async (page) => {
            await page
              .getByRole('button', { name: /Declare a winner|বিজয়ী ঘোষণা করুন/ })
              .first()
              .click();
            await page.getByRole('dialog').waitFor();
          }),
        ]
      : []),
    pm('imports', '/imports'),
    pm('import-new', '/imports/new'),
    pm('import-result', `/imports/${known.import}`),
    pm('conversations', '/conversations'),
    pm('conversation', known.conversation ? `/conversations?c=${known.conversation}` : '/conversations'),
    pm('palette', '/', async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').waitFor();
    }),
    pm('notifications', '/notifications'),
    pm('why', '/why'),
    admin('devices', '/devices'),
    admin('portfolios', '/devices/portfolios'),
    admin('device-connect', '/devices/connect'),
    admin('device', `/devices/${known.device}`),
    compliance('compliance', '/compliance'),
    compliance('review', '/compliance/review'),
    compliance('review-refuse', '/compliance/review?view=held', async (page) => {
      await page.locator('[data-row] button').first().click();
      await page.locator('[data-held] button').last().click();
      await page.getByRole('dialog').locator('textarea').fill('Nobody can guarantee a return.');
    }),
    compliance('rules', '/compliance/rules'),
    compliance('records', '/compliance/records'),
    compliance('privacy-requests', '/compliance/requests'),
    compliance('consent', '/compliance/consent'),
    compliance('audit', '/audit'),
    admin('simulators', '/demo'),
    ...settingsSections.map((section) => admin(`settings-${section}`, `/settings?section=${section}`)),
  ];
}
