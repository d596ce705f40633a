import type { Documents, Vault } from '../data/index.ts';
import type { DataHolder } from '../privacy/index.ts';
import { type Conversations, openConversations } from './conversations.ts';
import { conversationHolder } from './holder.ts';
import { type ChatSettingsStore, openChatSettings } from './settings-store.ts';

/** What is kept of conversations. */
export interface ChatRoom {
  chatSettings: ChatSettingsStore;
  conversations: Conversations;
  /** What of it is about people. */
  chatHolders: readonly DataHolder[];
}

/** Opens what is kept of conversations and makes sure of its indexes. */
export async function openChatRoom(deps: {
  documents: Documents;
  vault: Vault;
  now(): number;
}): Promise<ChatRoom> {
  const conversations = await openConversations(deps);
  return {
    conversations,
    chatSettings: openChatSettings(deps),
    chatHolders: [conversationHolder(conversations)],
  };
}
