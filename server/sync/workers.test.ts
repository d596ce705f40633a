import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { openDocumentQueue, openEmbeddedDocuments, StoreUnavailableError } from '../data/index.ts';
import { logger } from '../observe/index.ts';
import { SUBSCRIPTIONS, type SyncEvent, TOPIC_SUBSCRIPTIONS, TOPICS } from './events.ts';
import { openWorkers, type Worker } from './workers.ts';

afterEach(() => void vi.useRealTimers());

it('goes on at once, and counts no try, when the store was away for a moment', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'varai-workers-'));
  const now = () => 1_700_000_000_000;
  const documents = await openEmbeddedDocuments({ directory, now });
  const queue = await openDocumentQueue<SyncEvent>({
    documents,
    name: 'events',
    subscriptions: TOPIC_SUBSCRIPTIONS,
    now,
  });
  const tries: (number | undefined)[] = [];
  const process: Worker['process'] = async ({ messages, subscription }) => {
    tries.push(messages[0]?.deliveries[subscription]?.attempts);
    if (tries.length < 8) throw new StoreUnavailableError('MongoDB', new Error('connect ECONNREFUSED'));
    return { settled: messages.map(({ _id: id }) => ({ id, outcome: 'applied' })), failed: [] };
  };
  const workers = await openWorkers({
    queue,
    workers: [{ subscription: SUBSCRIPTIONS.sync, limit: 10, process }],
    log: logger('silent'),
    now,
    onSettled: () => undefined,
  });
  const event = { _id: 'e', topic: TOPICS.product, store_id: 'a', priority: 0, received_at: now() };
  await queue.publish(event as SyncEvent);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  workers.start();
  const isDone = async () => {
    await vi.advanceTimersByTimeAsync(1000);
    return (await queue.backlog(SUBSCRIPTIONS.sync)).pending === 0;
  };
  await vi.waitUntil(isDone, { timeout: 5000 });
  expect(tries).toEqual(Array(8).fill(1));
  await workers.stop();
  await documents.close();
  await rm(directory, { recursive: true });
});
