// On a Bengali page every Latin word is a name, data, or a text somebody forgot to translate.
import type { Page } from 'playwright-core';

const names = new Set(
  'WhatsApp Telegram Signal iMessage API Ctrl Enter Mac iPhone Android GMT BST'.split(' '),
);

/** Latin words of the page's own, without names of platforms, keys and time zones, and what stands inside `data`. */
export async function latinWords(page: Page, data: string): Promise<string[]> {
  const texts = await page.getByRole('main').evaluate((main, skip) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent && !parent.closest(skip)) found.push(walker.currentNode.textContent ?? '');
    }
    for (const one of main.querySelectorAll('[placeholder]'))
      found.push(one.getAttribute('placeholder') ?? '');
    return found;
  }, data);
  return texts.flatMap((text) => text.match(/[A-Za-z]{2,}/g) ?? []).filter((word) => !names.has(word));
}
