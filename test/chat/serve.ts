import { openChatShop } from './open.ts';

/** What a shop that serves in a process of its own says once it listens, as one line of JSON. */
export interface Listening {
  url: string;
  key: string;
}

/** Serves until SIGTERM, with Vertex AI at the address in the first argument and the ChatShopOptions in the second. */
const [, , endpoint = '', options = '{}'] = process.argv;
const { url, key, close } = await openChatShop(endpoint, JSON.parse(options));
process.stdout.write(`${JSON.stringify({ url, key } satisfies Listening)}\n`);
// Whoever started it asks what it needs: what the collector has not got round to does not count.
process.on('message', () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.(heapUsed + external);
});
process.once('SIGTERM', () => {
  void close().then(() => process.exit(0));
});
