import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  LEASE_MS,
  MAX_DELIVERIES,
  type Message,
  type Queue,
  RETENTION_MS,
  type Subscriptions,
} from './queue.ts';

interface Note extends Message {
  text: string;
}

export interface QueueSetup {
  open(subscriptions: Subscriptions): Promise<Queue<Note>>;
  advance(ms: number): void;
  now(): number;
  teardown(): Promise<void>;
}

/** Every promise of the queue port, once. */
export function queueContract(name: string, setup: () => Promise<QueueSetup>): void {
  describe(`queue: ${name}`, () => {
    let at: QueueSetup;
    let queue: Queue<Note>;
    const note = (id: string, more: Partial<Note> = {}): Note => ({
      _id: id,
      topic: 'notes',
      store_id: 'a',
      priority: 1,
      received_at: at.now(),
      text: 'hello',
      ...more,
    });
    const ids = (lease: { messages: readonly { _id: string }[] }) => lease.messages.map(({ _id }) => _id);

    beforeEach(async () => {
      at = await setup();
      queue = await at.open({ notes: ['reader', 'counter'], drafts: ['reader'] });
    });
    afterEach(() => at.teardown());

    it('delivers a message to each subscription of its topic, once it is settled never again', async () => {
      await queue.publish(note('1'));
      await queue.publish(note('2', { topic: 'drafts' }));
      const read = await queue.lease('reader', 10);
      expect(ids(read)).toEqual(['1', '2']);
      expect(read.messages[0]).toMatchObject({ text: 'hello', deliveries: { reader: { attempts: 1 } } });
      expect(ids(await queue.lease('counter', 10))).toEqual(['1']);
      await queue.settle(read, [
        { id: '1', outcome: 'read' },
        { id: '2', outcome: 'read' },
      ]);
      at.advance(LEASE_MS + 1);
      expect(ids(await queue.lease('reader', 10))).toEqual([]);
      expect(await queue.backlog('reader')).toEqual({ pending: 0, oldest_at: null });
    });

    it('keeps the first of two messages with one id', async () => {
      expect(await queue.publish(note('1'))).toBe(true);
      expect(await queue.publish(note('1', { text: 'again' }))).toBe(false);
      const both = await Promise.all([queue.publish(note('2')), queue.publish(note('2'))]);
      expect(both.sort()).toEqual([false, true]);
      const read = await queue.lease('reader', 10);
      expect(read.messages.map(({ text }) => text)).toEqual(['hello', 'hello']);
    });

    it('takes the urgent first, then the oldest', async () => {
      await queue.publish(note('late', { received_at: at.now() + 2 }));
      await queue.publish(note('low', { priority: 2, received_at: at.now() - 9 }));
      await queue.publish(note('early'));
      await queue.publish(note('urgent', { priority: 0, received_at: at.now() + 5 }));
      expect(ids(await queue.lease('reader', 3))).toEqual(['urgent', 'early', 'late']);
    });

    it('gives a message to one holder only', async () => {
      for (let n = 0; n < 10; n++) await queue.publish(note(`${n}`, { received_at: at.now() + n }));
      const second = await at.open({ notes: ['reader', 'counter'] });
      const leases = await Promise.all([queue.lease('reader', 6), second.lease('reader', 6)]);
      const taken = leases.flatMap(ids);
      expect(new Set(taken).size).toBe(taken.length);
      expect(taken.sort()).toEqual(Array.from({ length: 10 }, (_, n) => `${n}`));
    });

    it('takes a lease back after its time, and does not hear its holder any more', async () => {
      await queue.publish(note('1'));
      const lost = await queue.lease('reader', 1);
      at.advance(LEASE_MS - 1);
      expect(ids(await queue.lease('reader', 1))).toEqual([]);
      at.advance(1000);
      const found = await queue.lease('reader', 1);
      expect(found.messages[0]?.deliveries.reader?.attempts).toBe(2);
      expect(await queue.settle(lost, [{ id: '1', outcome: 'late' }])).toBe(0);
      expect(await queue.settle(found, [{ id: '1', outcome: 'read' }])).toBe(1);
    });

    it('tries again later and later, and after the last time keeps it among the dead letters', async () => {
      await queue.publish(note('1'));
      for (let attempt = 1; attempt <= MAX_DELIVERIES; attempt++) {
        const lease = await queue.lease('reader', 1);
        expect(ids(lease), `delivery ${attempt}`).toEqual(['1']);
        await queue.fail(lease, [{ id: '1', error: 'no', attempts: attempt, isFinal: false }]);
        expect(ids(await queue.lease('reader', 1))).toEqual([]);
        at.advance(10 * 60_000);
      }
      expect(ids(await queue.lease('reader', 1))).toEqual([]);
      const [dead] = await queue.find({ dead: 'reader' }, { limit: 10 });
      expect(dead?.deliveries.reader).toMatchObject({ status: 'dead', attempts: 5, error: 'no' });
      expect(ids(await queue.lease('counter', 1))).toEqual(['1']);
    });

    it('puts a hopeless one among the dead letters at once', async () => {
      await queue.publish(note('1'));
      const lease = await queue.lease('reader', 1);
      await queue.fail(lease, [{ id: '1', error: 'not JSON', attempts: 1, isFinal: true }]);
      expect(await queue.find({ dead: 'reader' }, { limit: 10 })).toHaveLength(1);
    });

    it('counts nothing for what was given back, and gives it to the next at once', async () => {
      for (const id of ['1', '2']) await queue.publish(note(id));
      const lease = await queue.lease('reader', 2);
      await queue.settle(lease, [{ id: '1', outcome: 'read' }]);
      await queue.giveBack(lease);
      const again = await queue.lease('reader', 2);
      expect(ids(again)).toEqual(['2']);
      expect(again.messages[0]?.deliveries.reader?.attempts).toBe(1);
      expect(await queue.settle(lease, [{ id: '2', outcome: 'late' }])).toBe(0);
    });

    it('counts a holder that never comes back as a delivery', async () => {
      await queue.publish(note('1'));
      for (let attempt = 1; attempt <= MAX_DELIVERIES; attempt++) {
        expect(ids(await queue.lease('reader', 1))).toEqual(['1']);
        at.advance(LEASE_MS + 1000);
      }
      expect(ids(await queue.lease('reader', 1))).toEqual([]);
      expect(await queue.find({ dead: 'reader' }, { limit: 10 })).toHaveLength(1);
    });

    it('replays what is done and what is dead, for every subscription', async () => {
      await queue.publish(note('1'));
      const lease = await queue.lease('reader', 1);
      await queue.settle(lease, [{ id: '1', outcome: 'read' }]);
      expect(await queue.replay(['1', 'unknown'])).toBe(1);
      const again = await queue.lease('reader', 1);
      expect(again.messages[0]?.deliveries.reader?.attempts).toBe(1);
    });

    it('says how much waits and since when, and tells of what is published', async () => {
      let told = 0;
      const end = queue.onPublish(() => {
        told += 1;
      });
      await queue.publish(note('1'));
      await queue.publish(note('2', { received_at: at.now() + 5 }));
      expect(await queue.backlog('reader')).toEqual({ pending: 2, oldest_at: at.now() });
      const lease = await queue.lease('reader', 1);
      expect((await queue.backlog('reader')).pending).toBe(2);
      await queue.settle(lease, [{ id: '1', outcome: 'read' }]);
      expect(await queue.backlog('reader')).toEqual({ pending: 1, oldest_at: at.now() + 5 });
      end();
      await queue.publish(note('3'));
      expect(told).toBe(2);
    });

    it('forgets a message when its time is over', async () => {
      await queue.publish(note('1'));
      at.advance(RETENTION_MS + 1);
      expect(await queue.find({ store_id: 'a' }, { limit: 10 })).toEqual([]);
      expect(await queue.publish(note('1'))).toBe(true);
    });
  });
}
