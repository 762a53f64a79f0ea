// What is pressed on a page and how large it is, and whether the keyboard's place can be seen.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const least = 24;

/** Every button, link and field on screen is at least 24 px each way; a link inside a sentence may be lower (WCAG 2.5.8). */
export async function expectLargeTargets(page: Page): Promise<void> {
  const small = await page.evaluate((least) => {
    const found: string[] = [];
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [role="tab"], [role="switch"], [role="option"], [role="menuitem"]',
    );
    for (const element of all) {
      const box = element.getBoundingClientRect();
      const hidden =
        box.width <= 1 || box.height <= 1 || !element.checkVisibility({ visibilityProperty: true });
      // Fields behind a drawn control are out of the keyboard's and the pointer's way; the skip link waits off screen.
      if (hidden || element.closest('[aria-hidden="true"]') || box.bottom < 0) continue;
      if (element instanceof HTMLInputElement && element.tabIndex < 0) continue;
      const inText = element.tagName === 'A' && getComputedStyle(element).display === 'inline';
      if (inText) continue;
      // Half a pixel: what is drawn between two device pixels.
      if (box.width < least - 0.5 || box.height < least - 0.5)
        found.push(`${Math.round(box.width)}×${Math.round(box.height)} ${element.outerHTML.slice(0, 120)}`);
    }
    return found;
  }, least);
  expect(small).toEqual([]);
}

export type Focus = { name: string; outline: boolean; covered: boolean };

/** Where the keyboard stands: what it is called, whether that can be seen, and whether something lies over it. */
export async function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
    const ring = (one: Element | null) => {
      if (!one) return false;
      const style = getComputedStyle(one);
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    };
    return {
      name:
        element.getAttribute('aria-label') ||
        element.textContent?.trim().slice(0, 40) ||
        element.outerHTML.slice(0, 160),
      // A select behind a drawn one shows its ring on the frame around it.
      outline: ring(element) || ring(element.parentElement),
      covered: !(
        top &&
        (element.contains(top) || top.contains(element) || element.parentElement?.contains(top))
      ),
    };
  });
}
