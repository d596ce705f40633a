import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { LRUCache } from 'lru-cache';
import { MemoryCache } from './cache.memory.ts';
import type { Cache, CacheSetOptions } from './cache.ts';
import { COMMAND_TIMEOUT_MS, connectRedis, type RedisConnections } from './cache-connect.ts';
import { CacheFront } from './cache-front.ts';
import { FENCE_MS, readEntry, writeEntry } from './cache-scripts.ts';
import type { DataLog } from './documents.mongo.ts';

export interface RedisCacheOptions {
  /** See connectRedis. */
  url: string;
  log: DataLog;
  /** Of the cache in this process before it. */
  frontBytes: number;
}

const PREFIX = 'varai:';
const GENERATION = `${PREFIX}generation`;
const CONTROL = `${PREFIX}control`;
const MESSAGES = `${PREFIX}message:`;
const BEAT_MS = 1000;
/** After so long without our own heartbeat, the subscription has stopped: the front is not used. */
const DEAF_MS = 2500;
/** So long a command may be under way: a deletion in that time counts as one after the reading began. */
const SLACK_MS = COMMAND_TIMEOUT_MS;
const FIRST_WAIT_MS = 1500;
const ENTRIES_AT_ONCE = 1000;

type Control = { keys: string[] } | { tags: string[] } | { generation: string } | { beat: string };

/**
 * The cache port on Redis. When Redis does not answer, reads find nothing, writes are dropped, and both at once; a
 * deletion that could not be made ends the whole generation of entries as soon as Redis is back, because keys carry
 * its name. So does a Redis that was started anew, which may have come back with what was deleted last.
 */
export async function openRedisCache(options: RedisCacheOptions): Promise<RedisCache> {
  const connections = await connectRedis(options.url);
  const cache = new RedisCache(connections, options);
  await cache.begin();
  return cache;
}

export class RedisCache implements Cache {
  readonly isShared = true;
  readonly #redis: RedisConnections;
  readonly #log: DataLog;
  readonly #front: CacheFront;
  readonly #me = randomBytes(8).toString('base64url');
  readonly #channels = new EventEmitter().setMaxListeners(0);
  /** Since when a key is missed: what is set under it was read from the store after that. */
  readonly #missed = new LRUCache<string, { at: number; generation: string }>({ max: 10_000, ttl: FENCE_MS });
  /** Counts while Redis is away. */
  readonly #counters = new MemoryCache(1_000_000);
  readonly #timer: NodeJS.Timeout;
  #generation = '';
  #isUp = false;
  #hasToldAway = false;
  #reason = 'it has not answered yet';
  /** Why the connection was lost or never made, which later answers don't say. */
  #loss: string | null = null;
  /** A deletion was lost: the generation has to end. */
  #isStale = false;
  #runId: string | null = null;
  #heardAt = Number.NEGATIVE_INFINITY;
  #beating: Promise<void> | null = null;

  constructor(redis: RedisConnections, { log, frontBytes }: RedisCacheOptions) {
    this.#redis = redis;
    this.#log = log;
    this.#front = new CacheFront(frontBytes);
    redis.subscriber.on('message', (channel: string, message: string) => this.#hear(channel, message));
    redis.subscriber.on('close', () => this.#loseHearing());
    redis.subscriber.on('ready', () => void this.#listen());
    redis.commands.on('ready', () => void this.#beat());
    redis.commands.on('error', (error: Error) => {
      this.#loss = error.message;
    });
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS).unref();
  }

  /** Waits for the first answer, but not long: a server starts without its cache, too. */
  async begin(): Promise<void> {
    const signal = AbortSignal.timeout(FIRST_WAIT_MS);
    for (const client of [this.#redis.commands, this.#redis.subscriber]) {
      // Too late is told by the beat below.
      if (client.status !== 'ready') await once(client, 'ready', { signal }).catch(() => undefined);
    }
    await this.#listen();
    await this.#beat();
  }

  async get(key: string, { slide = false }: { slide?: boolean } = {}): Promise<string | null> {
    const near = this.#isHearing() ? this.#front.get(key) : undefined;
    if (near !== undefined) return near;
    if (!this.#isUp) return null;
    const { moment } = this.#front;
    const name = this.#entry(key);
    const { commands } = this.#redis;
    const stored = await this.#try(slide ? commands.varaiSlide(name) : commands.get(name));
    const entry = readEntry(stored ?? null);
    if (entry === null) {
      if (!this.#missed.has(key))
        this.#missed.set(key, { at: performance.now(), generation: this.#generation });
      return null;
    }
    if (slide && entry.tags.length > 0)
      await this.#try(Promise.all(this.#tagged(name, entry.tags, entry.ttlMs, FENCE_MS)));
    this.#front.keep(key, entry, moment);
    return entry.value;
  }

  async set(key: string, value: string, { ttlMs, tags = [] }: CacheSetOptions): Promise<void> {
    if (!this.#isUp) return;
    const missed = this.#missed.get(key);
    this.#missed.delete(key);
    if (missed !== undefined && missed.generation !== this.#generation) return;
    const ageMs = Math.ceil((missed === undefined ? FENCE_MS : performance.now() - missed.at) + SLACK_MS);
    const name = this.#entry(key);
    this.#front.drop([key]);
    // The tags first: a deletion by tag that comes between then finds the key, and leaves its mark there.
    const allowed = await this.#try(Promise.all(this.#tagged(name, tags, ttlMs, ageMs)));
    if (allowed === undefined || allowed.includes(0)) return;
    await this.#try(this.#redis.commands.varaiSet(name, writeEntry({ value, ttlMs, tags }), ttlMs, ageMs));
  }

  async delete(...keys: string[]): Promise<void> {
    this.#front.drop(keys);
    await this.#deleting({ keys }, () =>
      Promise.all(keys.map((key) => this.#redis.commands.varaiDelete(this.#entry(key)))),
    );
  }

  async deleteByTag(...tags: string[]): Promise<void> {
    this.#front.dropTags(tags);
    await this.#deleting({ tags }, () => Promise.all(tags.map((tag) => this.#deleteTag(tag))));
  }

  async increment(key: string, ttlMs: number, by = 1): Promise<number> {
    const count = this.#isUp
      ? await this.#try(this.#redis.commands.varaiCount(`${PREFIX}count:${key}`, ttlMs, by))
      : undefined;
    return count ?? this.#counters.increment(key, ttlMs, by);
  }

  async publish(channel: string, message: string): Promise<void> {
    const told = this.#isUp && (await this.#try(this.#redis.commands.publish(MESSAGES + channel, message)));
    // Those in this process hear it whatever happens.
    if (told === undefined || told === false || !this.#isHearing()) this.#channels.emit(channel, message);
  }

  async subscribe(channel: string, listener: (message: string) => void): Promise<() => Promise<void>> {
    const isFirst = this.#channels.listenerCount(channel) === 0;
    this.#channels.on(channel, listener);
    if (isFirst) await this.#subscribeTo([MESSAGES + channel]);
    return async () => {
      this.#channels.off(channel, listener);
      if (this.#channels.listenerCount(channel) > 0) return;
      await this.#redis.subscriber.unsubscribe(MESSAGES + channel).catch(() => undefined); // Then it is gone already.
    };
  }

  async check(): Promise<void> {
    if (!this.#isUp) throw new Error(`Redis is away: ${this.#reason}`);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
    this.#isUp = false;
    this.#redis.commands.disconnect();
    this.#redis.subscriber.disconnect();
    this.#channels.removeAllListeners();
  }

  #entry(key: string): string {
    return `${PREFIX}${this.#generation}:${key}`;
  }

  #tagged(name: string, tags: readonly string[], ttlMs: number, ageMs: number): Promise<number>[] {
    return tags.map((tag) => this.#redis.commands.varaiTag(this.#entry(`tag:${tag}`), name, ttlMs, ageMs));
  }

  async #deleteTag(tag: string): Promise<void> {
    const { commands } = this.#redis;
    const names = await commands.varaiDeleteTag(this.#entry(`tag:${tag}`));
    for (let from = 0; from < names.length; from += ENTRIES_AT_ONCE) {
      await Promise.all(
        names.slice(from, from + ENTRIES_AT_ONCE).map((name) => commands.varaiUntag(name, tag)),
      );
    }
  }

  /** Deletes, and tells the others; what can't be done now ends the generation later. */
  async #deleting(told: Control, work: () => Promise<unknown>): Promise<void> {
    const generation = this.#generation;
    const done =
      this.#isUp &&
      (await this.#try(work().then(() => this.#redis.commands.publish(CONTROL, JSON.stringify(told)))));
    if (done === undefined || done === false || generation !== this.#generation) this.#isStale = true;
  }

  /** Undefined when Redis did not answer; it is away from then on, until a heartbeat succeeds. */
  async #try<T>(asked: Promise<T>): Promise<T | undefined> {
    try {
      return await asked;
    } catch (error) {
      this.#away(error);
      return undefined;
    }
  }

  #away(error: unknown): void {
    this.#isUp = false;
    this.#reason = this.#loss ?? (error instanceof Error ? error.message : 'it does not answer');
    if (this.#redis.isCluster) this.#isStale = true; // One of its parts may have lost what was deleted last.
    if (this.#hasToldAway) return;
    this.#hasToldAway = true;
    this.#log.warn({ reason: this.#reason }, 'Redis is away: nothing is cached');
  }

  #beat(): Promise<void> {
    this.#beating ??= this.#beatOnce()
      .catch((error: unknown) => this.#away(error))
      .finally(() => {
        this.#beating = null;
      });
    return this.#beating;
  }

  async #beatOnce(): Promise<void> {
    const { commands, isCluster } = this.#redis;
    if (!this.#isUp && !isCluster) await this.#recognise();
    if (this.#isStale) {
      const fresh = randomBytes(6).toString('base64url');
      this.#isStale = false;
      await commands.set(GENERATION, fresh).catch((error: Error) => {
        this.#isStale = true;
        throw error;
      });
      await commands.publish(CONTROL, JSON.stringify({ generation: fresh }));
    }
    await commands.set(GENERATION, randomBytes(6).toString('base64url'), 'NX');
    this.#adopt((await commands.get(GENERATION)) ?? '');
    await commands.publish(CONTROL, JSON.stringify({ beat: this.#me }));
    if (this.#isStale) return; // A deletion was lost meanwhile; the next heartbeat ends this generation as well.
    this.#isUp = true;
    if (this.#hasToldAway) this.#log.info({}, 'Redis is back');
    this.#hasToldAway = false;
    this.#loss = null;
  }

  /** A server that was started anew may have come back with entries that were deleted. */
  async #recognise(): Promise<void> {
    const [, runId = ''] = /run_id:(\w+)/.exec(await this.#redis.commands.info('server')) ?? [];
    if (this.#runId !== null && this.#runId !== runId) this.#isStale = true;
    this.#runId = runId;
  }

  #adopt(generation: string): void {
    if (generation === this.#generation) return;
    this.#generation = generation;
    this.#front.clear();
  }

  #hear(channel: string, message: string): void {
    if (channel !== CONTROL) {
      this.#channels.emit(channel.slice(MESSAGES.length), message);
      return;
    }
    const told = controlIn(message);
    // Whatever it was, something may have changed.
    if (told === null) this.#front.clear();
    else if ('keys' in told) this.#front.drop(told.keys);
    else if ('tags' in told) this.#front.dropTags(told.tags);
    else if ('generation' in told) this.#adopt(told.generation);
    else if (told.beat === this.#me) this.#heardMyself();
  }

  #isHearing(): boolean {
    return performance.now() - this.#heardAt < DEAF_MS;
  }

  #heardMyself(): void {
    if (!this.#isHearing()) this.#front.clear();
    this.#heardAt = performance.now();
  }

  #loseHearing(): void {
    this.#heardAt = Number.NEGATIVE_INFINITY;
    this.#front.clear();
  }

  async #listen(): Promise<void> {
    const wanted = this.#channels.eventNames().map((channel) => `${MESSAGES}${String(channel)}`);
    await this.#subscribeTo([CONTROL, ...wanted]);
  }

  /** What can't be subscribed to now is when the connection is ready again. */
  async #subscribeTo(channels: readonly string[]): Promise<void> {
    await this.#redis.subscriber.subscribe(...channels).catch(() => undefined);
  }
}

/** Null for what no process of this version says. */
function controlIn(message: string): Control | null {
  try {
    return JSON.parse(message) as Control;
  } catch {
    return null;
  }
}
