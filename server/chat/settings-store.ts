import { LRUCache } from 'lru-cache';
import { Value } from 'typebox/value';
import type { Doc, Documents } from '../data/index.ts';
import { ChatSettings } from './settings.ts';

/** How long settings are believed before the store is asked again, as keys and catalogues are. */
const BELIEVED_MS = 1000;

interface SettingsDoc extends Doc {
  settings: Partial<ChatSettings>;
}

/** What merchants say about their assistants. */
export interface ChatSettingsStore {
  /** A store nobody has described has plain ones. */
  get(store_id: string): Promise<ChatSettings>;
  save(store_id: string, settings: ChatSettings): Promise<void>;
  forget(store_id: string): Promise<number>;
}

export function openChatSettings(deps: { documents: Documents; now(): number }): ChatSettingsStore {
  const kept = deps.documents.collection<SettingsDoc>('chat_settings');
  const known = new LRUCache<string, { settings: ChatSettings; read_at: number }>({ max: 1000 });
  return {
    async get(store_id) {
      const standing = known.get(store_id);
      if (standing !== undefined && Math.abs(deps.now() - standing.read_at) < BELIEVED_MS)
        return standing.settings;
      const read_at = deps.now();
      const doc = await kept.findOne({ _id: store_id });
      const settings = Value.Default(ChatSettings, { ...doc?.settings }) as ChatSettings;
      known.set(store_id, { settings, read_at });
      return settings;
    },
    async save(store_id, settings) {
      await kept.bulkUpsert([{ _id: store_id, settings }]);
      known.delete(store_id);
    },
    async forget(store_id) {
      known.delete(store_id);
      return kept.delete({ _id: store_id });
    },
  };
}
