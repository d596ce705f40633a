/**
 * What the cache asks of Redis in one step. Each script touches one key, so each works on a cluster.
 *
 * An entry is `=<ttl>\t<tag>\t…\n<value>`. A deleted one leaves `!<time>` behind for FENCE_MS: whoever began to read
 * the store before that time must not cache what it read. Times are the Redis server's own; callers say only how long
 * ago they began. A tag is a sorted set of its entries by the time they end, with the time it was deleted under ''.
 */
export const FENCE_MS = 10_000;

const NOW = `local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000) `;

/** The commands by name, with their Lua text; the key comes first. */
export const SCRIPTS = {
  /** Returns the entry, and starts its time anew. */
  varaiSlide: `
    local entry = redis.call('GET', KEYS[1])
    local ttl = entry and string.match(entry, '^=(%d+)')
    if ttl then redis.call('PEXPIRE', KEYS[1], ttl) end
    return entry`,
  /** ARGV: entry, ttl, ms since the reading began. Returns 1 when it was set. */
  varaiSet: `${NOW}
    local deleted = string.match(redis.call('GETRANGE', KEYS[1], 0, 20), '^!(%d+)')
    if deleted and tonumber(deleted) >= now - ARGV[3] then return 0 end
    redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
    return 1`,
  varaiDelete: `${NOW}
    redis.call('SET', KEYS[1], '!' .. now, 'PX', ${FENCE_MS})`,
  /** ARGV: tag. Deletes the entry unless it was meanwhile set without this tag. */
  varaiUntag: `${NOW}
    local entry = redis.call('GET', KEYS[1])
    local tags = entry and string.match(entry, '^=%d+(\\t[^\\n]*\\n)')
    if tags and not string.find(tags, '\\t' .. ARGV[1] .. '\\t', 1, true) then return end
    redis.call('SET', KEYS[1], '!' .. now, 'PX', ${FENCE_MS})`,
  /** Of a tag. ARGV: entry's key, ttl, ms since the reading began. Returns 1 when the entry may be set. */
  varaiTag: `${NOW}
    redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
    local deleted = redis.call('ZSCORE', KEYS[1], '')
    if deleted and deleted - ${FENCE_MS} >= now - ARGV[3] then return 0 end
    redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
    local keep = math.max(tonumber(ARGV[2]), ${FENCE_MS})
    if redis.call('PTTL', KEYS[1]) < keep then redis.call('PEXPIRE', KEYS[1], keep) end
    return 1`,
  /** Of a tag. Returns the keys of its entries, and forgets them. */
  varaiDeleteTag: `${NOW}
    redis.call('ZREM', KEYS[1], '')
    local members = redis.call('ZRANGE', KEYS[1], 0, -1)
    redis.call('DEL', KEYS[1])
    redis.call('ZADD', KEYS[1], now + ${FENCE_MS}, '')
    redis.call('PEXPIRE', KEYS[1], ${FENCE_MS})
    return members`,
  /** ARGV: length of the window, ms; what is added. */
  varaiCount: `
    local count = redis.call('INCRBY', KEYS[1], ARGV[2])
    if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
    return count`,
  /**
   * Of a rate limit's tally, kept as the time in µs when its quota is whole again. ARGV: count, ms that one costs, ms it
   * is ahead at least, ms it may be ahead at most. Returns how far it is ahead, µs.
   */
  varaiTally: `
    local t = redis.call('TIME') local now = t[1] * 1000000 + t[2]
    local whole = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now + ARGV[3] * 1000)
    local ahead = math.floor(math.min(whole - now + ARGV[1] * ARGV[2] * 1000, ARGV[4] * 1000))
    redis.call('SET', KEYS[1], string.format('%.0f', now + ahead), 'PX', math.ceil(ahead / 1000) + 1)
    return ahead`,
} as const;

export interface Entry {
  value: string;
  ttlMs: number;
  tags: readonly string[];
}

export function writeEntry({ value, ttlMs, tags }: Entry): string {
  return `=${ttlMs}\t${tags.map((tag) => `${tag}\t`).join('')}\n${value}`;
}

/** Null for what is not there, or has been deleted. */
export function readEntry(stored: string | null): Entry | null {
  if (stored === null || stored[0] !== '=') return null;
  const end = stored.indexOf('\n');
  const [ttl = '', ...tags] = stored.slice(1, end - 1).split('\t');
  return { value: stored.slice(end + 1), ttlMs: Number(ttl), tags };
}
