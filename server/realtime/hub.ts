import { setImmediate } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Catalog } from '../catalog/index.ts';
import type { Cache } from '../data/index.ts';
import { CATALOG_CHANGED, messageOf, type RealtimeMessage } from './messages.ts';

/** How long a change that nobody told of may go unseen. */
const LOOK_EVERY_MS = 1000;
/** Listeners told in one turn of the event loop. */
const AT_ONCE = 100;

/** A message as it is sent, and the version of the catalogue it leads to. */
export interface Told {
  version: number;
  json: string;
}

export type Listener = (told: Told) => void;

export interface Hub {
  /**
   * Calls the listener with what changes in the store from now on.
   * @returns the catalogue's version now, and what ends the listening.
   */
  listen(store_id: string, listener: Listener): Promise<{ version: number; leave(): Promise<void> }>;
}

/** What one instance tells the others. */
interface Envelope {
  version: number;
  message: RealtimeMessage;
}

/** Those who listen to one store. */
interface Room {
  listeners: Set<Listener>;
  opened: Promise<() => Promise<void>>;
  /** The newest version the listeners know of, and the newest the last look found. */
  told: number;
  seen: number;
  waiting: Told[];
}

const channel = (store_id: string) => `realtime:${store_id}`;

/**
 * Tells listeners of every instance what changed in a store. One subscription a store, however many listen; the cache
 * carries it to the other instances. Versions make sure that nothing is missed: where one is left out, or the look
 * at the store finds one that nobody told of, listeners are told to read again.
 */
export function openHub(deps: { catalog: Catalog; cache: Cache; log: FastifyBaseLogger }): Hub {
  const { catalog, cache, log } = deps;
  const rooms = new Map<string, Room>();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let hasFailed = false;

  catalog.onChange((store_id, change, version) => {
    // What another process changed, that one tells; or else the look finds it.
    if (change === null || (!cache.isShared && !rooms.has(store_id))) return;
    const envelope: Envelope = { version, message: messageOf(change) };
    cache.publish(channel(store_id), JSON.stringify(envelope)).catch((err: Error) => {
      log.warn({ err, store_id }, 'a change could not be told to the other instances');
      hear(store_id, envelope);
    });
  });

  function hear(store_id: string, { version, message }: Envelope): void {
    const room = rooms.get(store_id);
    if (room === undefined || version <= room.told) return;
    const isNext = version === room.told + 1;
    room.told = version;
    void tell(room, { version, json: JSON.stringify(isNext ? message : CATALOG_CHANGED) });
  }

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      await Promise.all([...rooms].map(([store_id, room]) => lookAt(store_id, room)));
      hasFailed = false;
    } catch (err) {
      if (!hasFailed) log.warn({ err }, 'changes by other processes can’t be seen right now');
      hasFailed = true;
    } finally {
      isLooking = false;
    }
  }

  async function lookAt(store_id: string, room: Room): Promise<void> {
    const version = await catalog.version(store_id);
    // Where instances tell each other, the message gets until the next look to arrive.
    const due = cache.isShared ? Math.min(room.seen, version) : version;
    room.seen = version;
    if (due > room.told) hear(store_id, { version: due, message: CATALOG_CHANGED });
  }

  function open(store_id: string): Room {
    const room: Room = { listeners: new Set(), opened: begin(), told: 0, seen: 0, waiting: [] };
    async function begin() {
      const end = await cache.subscribe(channel(store_id), (json) =>
        hear(store_id, JSON.parse(json) as Envelope),
      );
      try {
        room.told = Math.max(room.told, await catalog.version(store_id));
        return end;
      } catch (error) {
        await end();
        throw error;
      }
    }
    rooms.set(store_id, room);
    timer ??= setInterval(() => void look(), LOOK_EVERY_MS).unref();
    return room;
  }

  async function leave(store_id: string, room: Room, listener: Listener): Promise<void> {
    room.listeners.delete(listener);
    if (room.listeners.size > 0 || rooms.get(store_id) !== room) return;
    rooms.delete(store_id);
    if (rooms.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    const end = await room.opened.catch(() => undefined); // Whoever opened it has been told.
    await end?.();
  }

  return {
    async listen(store_id, listener) {
      const room = rooms.get(store_id) ?? open(store_id);
      room.listeners.add(listener);
      try {
        await room.opened;
      } catch (error) {
        await leave(store_id, room, listener);
        throw error;
      }
      return { version: room.told, leave: () => leave(store_id, room, listener) };
    },
  };
}

/** One message after the other, and never so many listeners at once that requests would wait. */
async function tell({ listeners, waiting }: Room, told: Told): Promise<void> {
  waiting.push(told);
  if (waiting.length > 1) return;
  for (const next of waiting) {
    let count = 0;
    for (const listener of listeners) {
      listener(next);
      count += 1;
      if (count % AT_ONCE === 0) await setImmediate();
    }
  }
  waiting.length = 0;
}
