// A browser whose pages may break no content security policy: what one refuses is often not seen (a style that is missing), so
// every test fails that causes it.
import type { Browser } from 'playwright-core';
import { afterEach } from 'vitest';
import { launchChromium } from '../../../server/test/support/chromium.ts';

const refused: string[] = [];
afterEach(() => {
  const seen = refused.splice(0);
  if (seen.length > 0) throw new Error(`Refused by the content security policy:\n${seen.join('\n')}`);
});

export async function openBrowser(): Promise<Browser> {
  const browser = await launchChromium();
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.on('console', (message) => {
      if (/content security policy/i.test(message.text())) refused.push(message.text());
    });
    return context;
  };
  return browser;
}
