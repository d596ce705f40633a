import type { Cluster, Redis, RedisOptions } from 'ioredis';
import { SCRIPTS } from './cache-scripts.ts';

/** The cache's scripts as commands; the first argument is the key. */
export interface CacheCommands {
  varaiSlide(key: string): Promise<string | null>;
  varaiSet(key: string, entry: string, ttlMs: number, ageMs: number): Promise<number>;
  varaiDelete(key: string): Promise<null>;
  varaiUntag(key: string, tag: string): Promise<null>;
  varaiTag(tagKey: string, key: string, ttlMs: number, ageMs: number): Promise<number>;
  varaiDeleteTag(tagKey: string): Promise<string[]>;
  varaiCount(key: string, windowMs: number, by: number): Promise<number>;
  varaiTally(key: string, count: number, costMs: number, leastMs: number, mostMs: number): Promise<number>;
}

export type RedisClient = (Redis | Cluster) & CacheCommands;

export interface RedisConnections {
  commands: RedisClient;
  /** Hears what is published; on a cluster the same client, which keeps a connection of its own for it. */
  subscriber: Redis | Cluster;
  isCluster: boolean;
}

const CLUSTER_SCHEME = /^(rediss?)-cluster:\/\//;

/** A cache that is slow is no cache: whoever asked works without it. */
export const COMMAND_TIMEOUT_MS = 500;
const CONNECT_TIMEOUT_MS = 1000;
const LONGEST_RECONNECT_MS = 1000;

const reconnectAfter = (times: number) =>
  Math.min(LONGEST_RECONNECT_MS, 50 * 2 ** Math.min(times, 10)) * (0.5 + Math.random() / 2);

const OPTIONS = {
  connectionName: 'varai',
  connectTimeout: CONNECT_TIMEOUT_MS,
  commandTimeout: COMMAND_TIMEOUT_MS,
  // What was asked while there is no connection, or was under way when it broke, fails at once.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  // What is asked in one turn of the event loop goes out as one packet.
  enableAutoPipelining: true,
  retryStrategy: reconnectAfter,
  lazyConnect: true,
} as const satisfies RedisOptions;

/**
 * Clients for `redis://` or `rediss://` (one server), `redis-cluster://` or `rediss-cluster://` (a cluster, by one or
 * several of its nodes: `redis-cluster://user:password@a:6379,b:6379`). They connect by themselves, and again after a
 * loss.
 */
export async function connectRedis(url: string): Promise<RedisConnections> {
  const { connect, isCluster } = await redisClients(url);
  const commands = connect();
  return { commands, subscriber: isCluster ? commands : connect({ autoResubscribe: false }), isCluster };
}

/** A client alone, as above. */
export async function connectForCommands(url: string): Promise<RedisClient> {
  return (await redisClients(url)).connect();
}

type Own = { autoResubscribe?: boolean };

async function redisClients(url: string): Promise<{ connect(more?: Own): RedisClient; isCluster: boolean }> {
  // By its default: bundled, a CommonJS package that is loaded late has no other name.
  const { Cluster, Redis } = (await import('ioredis')).default;
  const scripts = Object.fromEntries(
    Object.entries(SCRIPTS).map(([name, lua]) => [name, { lua, numberOfKeys: 1 }]),
  );
  const quiet = <C extends Redis | Cluster>(client: C) => {
    // A loss is seen in the answers, and told once from there.
    client.on('error', () => undefined);
    client.connect().catch(() => undefined);
    return client as C & CacheCommands;
  };
  if (!CLUSTER_SCHEME.test(url)) {
    const connect = (more: Own = {}) => quiet(new Redis(url, { ...OPTIONS, ...more, scripts }));
    return { connect, isCluster: false };
  }
  const { nodes, redisOptions } = clusterOf(url);
  const { enableOfflineQueue, enableAutoPipelining, lazyConnect, retryStrategy: _, ...ofNodes } = OPTIONS;
  const options = {
    enableOfflineQueue,
    enableAutoPipelining,
    lazyConnect,
    clusterRetryStrategy: reconnectAfter,
    redisOptions: { ...ofNodes, ...redisOptions },
    scripts,
  };
  return { connect: () => quiet(new Cluster(nodes, options)), isCluster: true };
}

/** The hosts alone, for people: what comes before them is a secret. */
export function redisHosts(url: string): string {
  return url.replace(/^[^:]+:\/\/(?:[^@/]*@)?/, '').replace(/[/?].*$/, '');
}

function clusterOf(url: string): {
  nodes: { host: string; port: number }[];
  redisOptions: Pick<RedisOptions, 'username' | 'password' | 'tls'>;
} {
  const [, scheme = ''] = CLUSTER_SCHEME.exec(url) ?? [];
  const [, credentials = ''] = /^[^:]+:\/\/([^@/]*)@/.exec(url) ?? [];
  const [username = '', password = ''] = credentials.split(':').map(decodeURIComponent);
  const nodes = redisHosts(url)
    .split(',')
    .map((host) => new URL(`redis://${host}`))
    .map(({ hostname, port }) => ({ host: hostname, port: Number(port || 6379) }));
  return {
    nodes,
    redisOptions: {
      ...(username === '' ? {} : { username }),
      ...(password === '' ? {} : { password }),
      ...(scheme === 'rediss' ? { tls: {} } : {}),
    },
  };
}
