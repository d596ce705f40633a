import type { Documents, Vault } from '../data/index.ts';
import type { DataHolder } from '../privacy/index.ts';
import { type Conversations, openConversations } from './conversations.ts';
import { conversationHolder } from './holder.ts';
import { qualityHolders } from './quality/holder.ts';
import { type ChatRecords, openChatRecords } from './quality/records.ts';
import { openTranscripts, type Transcripts } from './quality/transcripts.ts';
import { type ChatSettingsStore, openChatSettings } from './settings-store.ts';

/** What is kept of conversations. */
export interface ChatRoom {
  chatSettings: ChatSettingsStore;
  conversations: Conversations;
  records: ChatRecords;
  transcripts: Transcripts;
  /** What of it is about people. */
  holders: readonly DataHolder[];
  /** The consent to learn from a visit was withdrawn. */
  unlearn(store_id: string, session_id: string): Promise<void>;
}

/** Opens what is kept of conversations and makes sure of its indexes. */
export async function openChatRoom(deps: {
  documents: Documents;
  vault: Vault;
  now(): number;
}): Promise<ChatRoom> {
  const conversations = await openConversations(deps);
  const records = await openChatRecords(deps);
  const transcripts = await openTranscripts(deps);
  return {
    conversations,
    records,
    transcripts,
    chatSettings: openChatSettings(deps),
    holders: [conversationHolder(conversations), ...qualityHolders(records, transcripts)],
    async unlearn(store_id, session_id) {
      await transcripts.forget(store_id, [session_id]);
      await records.unjoin(store_id, session_id);
    },
  };
}
