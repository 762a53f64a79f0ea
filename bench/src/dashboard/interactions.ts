// Interactions of a person at the dashboard, and how long each took until the next frame was drawn, as the browser itself
// measured it (Event Timing). What it does not report took under its threshold of 16 ms and counts as 16.
import type { Page } from 'playwright-core';

export const thresholdMs = 16;

type Reported = { id: number; ms: number };

/** To be run before the page's own scripts. */
export function watchInteractions(): void {
  const seen: Reported[] = [];
  Object.assign(window, { interactionsSeen: seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
      if (entry.interactionId) seen.push({ id: entry.interactionId, ms: entry.duration });
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

/** Counts what was done on a page of the dashboard and collects what the browser measured. */
export class Hands {
  done = 0;
  /** Milliseconds of those the browser reported, by interaction. */
  readonly slow: { what: string; ms: number }[] = [];
  readonly page: Page;
  #what = '';

  constructor(page: Page) {
    this.page = page;
  }

  async press(what: string, key: string): Promise<void> {
    await this.#act(what, () => this.page.keyboard.press(key));
  }

  async type(what: string, text: string): Promise<void> {
    for (const letter of text) {
      await this.press(what, letter);
      await this.page.waitForTimeout(60);
    }
  }

  async click(what: string, selector: string): Promise<boolean> {
    const target = this.page.locator(selector).first();
    if ((await target.count()) === 0) return false;
    await this.#act(what, () => target.click({ timeout: 5_000 }));
    return true;
  }

  async #act(what: string, act: () => Promise<void>): Promise<void> {
    this.#what = what;
    await act();
    this.done += 1;
    // Frames and their reports arrive a little later; a person does not act faster either.
    await this.page.waitForTimeout(180);
    await this.#collect();
  }

  async #collect(): Promise<void> {
    const reported = await this.page.evaluate(() => {
      const { interactionsSeen } = window as unknown as { interactionsSeen: Reported[] };
      return interactionsSeen.splice(0);
    });
    const longest = new Map<number, number>();
    for (const { id, ms } of reported) longest.set(id, Math.max(ms, longest.get(id) ?? 0));
    for (const ms of longest.values()) this.slow.push({ what: this.#what, ms });
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
