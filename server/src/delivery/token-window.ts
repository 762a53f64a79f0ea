// A lane's per-second limit. A token comes back one window after the *response*, so that network jitter cannot bunch
// arrivals: two sends on one token reach the platform at least a window apart, hence never more than `size` in any window.

export class TokenWindow {
  readonly size: number;
  readonly windowMs: number;
  private free: number;
  /** Instants at which lent-out and answered tokens return, ascending. */
  private returning: number[] = [];

  /** `perSecond` below 1 means one token with a longer window. `readyAt`: a new owner waits out its predecessor's window. */
  constructor(perSecond: number, readyAt: number) {
    this.size = Math.max(1, Math.floor(perSecond));
    this.windowMs = Math.ceil((this.size / perSecond) * 1000);
    this.free = 0;
    for (let i = 0; i < this.size; i++) this.returning.push(readyAt + this.windowMs);
  }

  available(now: number): number {
    this.collect(now);
    return this.free;
  }

  /** Undefined while a token is free or all are lent out without an answer yet. */
  nextAt(now: number): number | undefined {
    this.collect(now);
    return this.free > 0 ? undefined : this.returning[0];
  }

  take(now: number): boolean {
    this.collect(now);
    if (this.free === 0) return false;
    this.free--;
    return true;
  }

  /** The platform answered (or the time-out passed) at `at`. */
  answered(at: number): void {
    const back = at + this.windowMs;
    let index = this.returning.length;
    while (index > 0 && (this.returning[index - 1] ?? 0) > back) index--;
    this.returning.splice(index, 0, back);
  }

  /** The send was never tried: the token is good at once. */
  giveBack(): void {
    this.free++;
  }

  private collect(now: number): void {
    let count = 0;
    while (count < this.returning.length && (this.returning[count] ?? Infinity) <= now) count++;
    if (count > 0) {
      this.returning.splice(0, count);
      this.free += count;
    }
  }
}
