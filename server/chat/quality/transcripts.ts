import { type Static, Type } from 'typebox';
import { classified, type Documents, sealedCollection, type Vault } from '../../data/index.ts';
import { nullable, oneOf } from '../../http/index.ts';
import { INTENTS } from '../understanding.ts';

export const TRANSCRIPT_DAYS = 30;
const DAY_MS = 86_400_000;
/** A visit's key is made with its first transcript; the last comes within a day. */
const KEY_LASTS_MS = (TRANSCRIPT_DAYS + 5) * DAY_MS;

/** A turn as the merchant may read it. */
export const Transcript = Type.Object({
  turn_id: Type.String(),
  conversation_id: Type.String({ description: 'Names the conversation, not the visit' }),
  at: Type.Integer({ description: 'Milliseconds since 1970' }),
  language: Type.String(),
  intent: oneOf(INTENTS),
  model: Type.String(),
  unanswered: Type.Boolean({ description: 'Nothing fitting could be said' }),
  helpful: nullable(Type.Boolean({ description: 'What the shopper said of it' })),
  shopper: Type.String({ description: 'With e-mail addresses, phone numbers and the like masked' }),
  assistant: nullable(Type.String({ description: 'null where it spoke of the shopper’s face' })),
  comment: nullable(Type.String()),
});
export type Transcript = Static<typeof Transcript>;

const { turn_id, conversation_id, shopper, assistant, comment, ...open } = Transcript.properties;
/** A transcript as it is kept: what it is found by lies open, what was said does not. */
export const StoredTranscript = Type.Object({
  _id: turn_id,
  store_id: Type.String(),
  session_id: Type.String(),
  record_id: conversation_id,
  ...open,
  shopper: classified('message_content', shopper),
  assistant: classified('message_content', assistant),
  comment: classified('message_content', comment),
});

export interface TranscriptFilter {
  /** Those from before; ms since the epoch. */
  before?: number | undefined;
  unanswered?: boolean | undefined;
  helpful?: boolean | undefined;
  limit: number;
}

/** What was said, for merchants who want to do better: only of shoppers who agreed to that. */
export type Transcripts = Awaited<ReturnType<typeof openTranscripts>>;

export async function openTranscripts(deps: { documents: Documents; vault: Vault }) {
  const { vault } = deps;
  const transcripts = sealedCollection({
    ...deps,
    name: 'chat_transcripts',
    schema: StoredTranscript,
    owner: ({ store_id = '', session_id = '' }) => keyOwner(store_id, session_id),
  });
  const named = deps.documents.collection<{ _id: string; session_id: string }>('chat_transcripts');
  await transcripts.createIndex({ store_id: 1, at: -1 }, { name: 'store_at', ordered: true });
  await transcripts.createIndex({ store_id: 1, session_id: 1 }, { name: 'store_session' });
  await transcripts.createIndex({ at: 1 }, { name: 'ends', expireAfterSeconds: TRANSCRIPT_DAYS * 86_400 });

  async function forget(store_id: string, session_ids: readonly string[]): Promise<number> {
    const removed = await transcripts.delete({ store_id, session_id: { $in: [...session_ids] } });
    for (const session_id of session_ids) await vault.shred(keyOwner(store_id, session_id));
    return removed;
  }

  return {
    async keep(
      { turn_id, conversation_id, ...said }: Transcript,
      { store_id, session_id }: { store_id: string; session_id: string },
    ): Promise<void> {
      await transcripts.insert({ _id: turn_id, record_id: conversation_id, store_id, session_id, ...said });
    },

    /** What the shopper said of an answer. */
    async rate(
      { store_id, session_id, turn_id }: { store_id: string; session_id: string; turn_id: string },
      said: { helpful?: boolean; comment?: string },
    ): Promise<void> {
      await transcripts.update({ _id: turn_id, store_id, session_id }, { $set: said });
    },

    /** Newest first. */
    async list(
      store_id: string,
      { before, unanswered, helpful, limit }: TranscriptFilter,
    ): Promise<Transcript[]> {
      const found = await transcripts.find(
        {
          store_id,
          ...(before === undefined ? {} : { at: { $lt: before } }),
          ...(unanswered === undefined ? {} : { unanswered }),
          ...(helpful === undefined ? {} : { helpful }),
        },
        { sort: { at: -1 }, limit },
      );
      return found.map(viewOf);
    },

    async of(store_id: string, session_ids: readonly string[]): Promise<Transcript[]> {
      const theirs = { store_id, session_id: { $in: [...session_ids] } };
      return (await transcripts.find(theirs)).map(viewOf);
    },

    forget,

    async sessionsOf(store_id: string): Promise<string[]> {
      return [...new Set((await named.find({ store_id })).map(({ session_id }) => session_id))];
    },

    forgetStore: (store_id: string): Promise<number> => transcripts.delete({ store_id }),
  };
}

function viewOf({
  _id,
  store_id: _,
  session_id: __,
  record_id,
  ...rest
}: Static<typeof StoredTranscript>): Transcript {
  return { turn_id: _id, conversation_id: record_id, ...rest };
}

/** Neither the visit's nor the conversation's key: those end within two days. */
function keyOwner(store_id: string, session_id: string) {
  return { store_id, subject: `transcripts:${session_id}`, lasts: KEY_LASTS_MS };
}
