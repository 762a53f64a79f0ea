// Limits as the platforms count them. Each can be asked (`breaches`) without being changed, because a
// violation is counted even when throttling is switched off, and a refused send takes no place.

const DAY_MS = 86_400_000;

/** At most `limit` in any `windowMs`: a ring of the last `limit` instants makes the test one comparison. */
export class SlidingLimit {
  readonly #ring: Float64Array;
  readonly #windowMs: number;
  #next = 0;

  constructor(limit: number, windowMs: number) {
    this.#ring = new Float64Array(Math.max(1, limit)).fill(-Infinity);
    this.#windowMs = windowMs;
  }

  breaches(now: number): boolean {
    return now - (this.#ring[this.#next] as number) < this.#windowMs;
  }

  /** Milliseconds until a place frees. */
  waitMs(now: number): number {
    return Math.max(0, (this.#ring[this.#next] as number) + this.#windowMs - now);
  }

  take(now: number): void {
    this.#ring[this.#next] = now;
    this.#next = (this.#next + 1) % this.#ring.length;
  }

  save(): number[] {
    return [...this.#ring.subarray(this.#next), ...this.#ring.subarray(0, this.#next)].filter(
      Number.isFinite,
    );
  }

  restore(instants: readonly number[]): void {
    for (const instant of instants) this.take(instant);
  }
}

/** `limit` per `windowMs` for each key by itself (one recipient, one chat). Forgets keys whose window is over. */
export class KeyedLimit {
  readonly #taken = new Map<string, number[]>();
  readonly #limit: number;
  readonly #windowMs: number;

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  get size(): number {
    return this.#taken.size;
  }

  breaches(key: string, now: number): boolean {
    return this.waitMs(key, now) > 0;
  }

  waitMs(key: string, now: number): number {
    const instants = this.#taken.get(key);
    if (!instants || instants.length < this.#limit) return 0;
    return Math.max(0, (instants[0] as number) + this.#windowMs - now);
  }

  take(key: string, now: number): void {
    const instants = this.#taken.get(key) ?? [];
    if (instants.length >= this.#limit) instants.shift();
    instants.push(now);
    // Deleting first keeps the map ordered by last use, so the expired ones are at the front.
    this.#taken.delete(key);
    this.#taken.set(key, instants);
    for (const [oldest, times] of this.#taken) {
      if (now - (times.at(-1) as number) < this.#windowMs) break;
      this.#taken.delete(oldest);
    }
  }

  save(): [string, number[]][] {
    return [...this.#taken];
  }

  restore(entries: readonly [string, number[]][]): void {
    for (const [key, instants] of entries) this.#taken.set(key, instants);
  }
}

/** A daily quota: by the calendar day in UTC, or over any 24 hours. */
export class DayLimit {
  readonly #limit: number;
  readonly #moving: SlidingLimit | undefined;
  #day = -1;
  #count = 0;

  constructor(limit: number, moving = false) {
    this.#limit = limit;
    if (moving) this.#moving = new SlidingLimit(limit, DAY_MS);
  }

  breaches(now: number): boolean {
    if (this.#moving) return this.#moving.breaches(now);
    return Math.floor(now / DAY_MS) === this.#day && this.#count >= this.#limit;
  }

  waitMs(now: number): number {
    if (this.#moving) return this.#moving.waitMs(now);
    return this.breaches(now) ? (this.#day + 1) * DAY_MS - now : 0;
  }

  take(now: number): void {
    this.#moving?.take(now);
    const day = Math.floor(now / DAY_MS);
    if (day === this.#day) this.#count += 1;
    else [this.#day, this.#count] = [day, 1];
  }

  save(): { day: number; count: number; moving: number[] } {
    return { day: this.#day, count: this.#count, moving: this.#moving?.save() ?? [] };
  }

  restore(state: { day: number; count: number; moving: number[] }): void {
    [this.#day, this.#count] = [state.day, state.count];
    this.#moving?.restore(state.moving);
  }
}

/**
 * At most `limit` different recipients in any 24 hours. A place is reserved at acceptance and given back if the
 * message is never delivered, so that a burst of sends still under way cannot overshoot.
 */
export class UniqueRecipients {
  limit: number;
  readonly #last = new Map<string, number>();

  constructor(limit: number) {
    this.limit = limit;
  }

  breaches(recipient: string, now: number): boolean {
    this.#forget(now);
    return !this.#last.has(recipient) && this.#last.size >= this.limit;
  }

  take(recipient: string, now: number): void {
    this.#last.delete(recipient);
    this.#last.set(recipient, now);
  }

  /** Only if nothing was taken for them since. */
  release(recipient: string, takenAt: number): void {
    if (this.#last.get(recipient) === takenAt) this.#last.delete(recipient);
  }

  count(now: number): number {
    this.#forget(now);
    return this.#last.size;
  }

  save(): [string, number][] {
    return [...this.#last];
  }

  restore(entries: readonly [string, number][]): void {
    for (const [recipient, at] of entries) this.#last.set(recipient, at);
  }

  #forget(now: number): void {
    for (const [recipient, at] of this.#last) {
      if (now - at < DAY_MS) break;
      this.#last.delete(recipient);
    }
  }
}
