import { MemoryLimits } from './limits.memory.ts';
import type { Tally } from './limits.ts';

export interface SharedLimitsOptions {
  now(): number;
  /**
   * Counts `count` more for a tally that is at least `leastMs` ahead.
   * @returns how far ahead it is with them and with what others took, ms. Rejects when nobody answers.
   */
  report(tally: Tally, count: number, leastMs: number): Promise<number>;
  /** Told of every report that failed. */
  onAlone?(error: unknown): void;
  end?(): Promise<void>;
}

/** An instance keeps at most this share of what is left of a quota to itself. */
const UNREPORTED_SHARE = 1 / 64;
/** And for no longer than this, ms. */
const REPORT_EVERY_MS = 1000;
/** After a report that failed each instance counts alone for so long, ms. */
const ALONE_MS = 1000;

interface Account {
  unreported: number;
  isReporting: boolean;
}

/**
 * Limits that several processes enforce together. Each decides at once by what it knows, and reports afterwards; what
 * comes back is the tally of all. Whatever was let through too much counts as well and is waited off later, so the
 * error does not grow with time: each other instance may let through 1/64 of what is left, and what arrives there
 * during one report, once for each time a quota runs out. Without an answer each enforces the quota alone.
 */
export class SharedLimits extends MemoryLimits {
  readonly #options: SharedLimitsOptions;
  readonly #accounts = new WeakMap<Tally, Account>();
  #open: Tally[] = [];
  #reporting = new Set<Promise<void>>();
  #aloneUntil = Number.NEGATIVE_INFINITY;
  readonly #timer: NodeJS.Timeout;

  constructor(options: SharedLimitsOptions) {
    super(options.now);
    this.#options = options;
    this.#timer = setInterval(() => this.reportAll(), REPORT_EVERY_MS).unref();
  }

  /** Reports everything that has not been. */
  reportAll(): void {
    const open = this.#open;
    this.#open = [];
    for (const tally of open) this.#tell(tally);
  }

  /** Resolves when every report under way has been answered. */
  async settled(): Promise<void> {
    while (this.#reporting.size > 0) await Promise.all(this.#reporting);
  }

  override async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.settled();
    await this.#options.end?.();
  }

  protected override taken(tally: Tally, now: number): void {
    if (now < this.#aloneUntil) return;
    let account = this.#accounts.get(tally);
    if (account === undefined) {
      account = { unreported: 0, isReporting: false };
      this.#accounts.set(tally, account);
    }
    account.unreported += 1;
    if (isDue(tally, account, now)) this.#tell(tally);
    else if (account.unreported === 1) this.#open.push(tally);
  }

  #tell(tally: Tally): void {
    const account = this.#accounts.get(tally);
    if (account === undefined || account.isReporting || account.unreported === 0) return;
    const reporting = this.#exchange(tally, account).finally(() => this.#reporting.delete(reporting));
    this.#reporting.add(reporting);
  }

  async #exchange(tally: Tally, account: Account): Promise<void> {
    const at = this.now();
    const count = account.unreported;
    account.unreported = 0;
    account.isReporting = true;
    try {
      const aheadMs = await this.#options.report(tally, count, tally.aheadWithout(count, at));
      tally.atLeast(aheadMs, at, account.unreported);
    } catch (error) {
      // What was not counted there is part of the tally here, and of the next report.
      this.#aloneUntil = this.now() + ALONE_MS;
      this.#options.onAlone?.(error);
    } finally {
      account.isReporting = false;
    }
    const now = this.now();
    if (now >= this.#aloneUntil && isDue(tally, account, now)) this.#tell(tally);
    else if (account.unreported > 0) this.#open.push(tally);
  }
}

function isDue(tally: Tally, { unreported }: Account, now: number): boolean {
  return unreported > 0 && unreported >= tally.left(now) * UNREPORTED_SHARE;
}
