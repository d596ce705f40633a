import { hash, randomUUID } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { classified, type Documents, sealedCollection, type Vault } from '../data/index.ts';
import {
  CONSENT_LANGUAGES,
  CONSENT_TEXT_VERSION,
  CONSENT_TEXTS,
  type ConsentLanguage,
} from './consent-texts.ts';
import { type Consents, Purpose } from './purposes.ts';

/**
 * How long an answer is kept as proof. The longest limitation period we know for claims about face data is Illinois'
 * five years (735 ILCS 5/13-205; Tims v. Black Horse Carriers, 2023 IL 127801).
 */
export const PROOF_DAYS = 5 * 365;
/** How long what was measured may be used: the term of the release. */
export const RELEASE_HOURS = 24;

export const ConsentLang = Type.Unsafe<ConsentLanguage>({ type: 'string', enum: [...CONSENT_LANGUAGES] });
export type ConsentLang = ConsentLanguage;

/** One answer of one shopper, as it was given. */
export const ConsentAnswer = Type.Object({
  purpose: Purpose,
  granted: Type.Boolean(),
  at: Type.Integer({ description: 'Milliseconds since 1970' }),
  how: Type.Unsafe<ConsentWay>({
    type: 'string',
    enum: ['ui', 'api', 'gpc'],
    description: 'By the shopper’s own hand, told by the shop’s server, or by Global Privacy Control',
  }),
  lang: ConsentLang,
  text_version: Type.String({ description: 'Which wording the shopper answered to' }),
  text_sha256: Type.String({ description: 'SHA-256 of that wording in that language, hex' }),
  release: Type.Optional(
    Type.Object(
      { subject: Type.String(), use: Type.String(), term_hours: Type.Integer() },
      { description: 'The written release for measuring a face: what is collected, what for, how long' },
    ),
  ),
});
export type ConsentAnswer = Static<typeof ConsentAnswer>;
export type ConsentWay = 'ui' | 'api' | 'gpc';

const { purpose, granted, text_sha256, release, ...open } = ConsentAnswer.properties;
/** An answer as it is kept: what was agreed to under the store's key, as it outlives the visit's. */
export const StoredConsent = Type.Object({
  _id: Type.String(),
  store_id: Type.String(),
  session_id: Type.String(),
  ...open,
  purpose: classified('consents', purpose),
  granted: classified('consents', granted),
  text_sha256: classified('consents', text_sha256),
  release: Type.Optional(classified('consents', release)),
});

export interface Answer {
  purposes: readonly Purpose[];
  granted: boolean;
  how: ConsentWay;
  lang: ConsentLanguage;
  text_version: string;
}

interface Whose {
  store_id: string;
  session_id: string;
}

/** The history of answers: written to, never changed. */
export interface ConsentLog {
  /**
   * Appends to the history.
   * @returns the new state of the purposes answered; `takeBack` is for an answer that could not take effect
   */
  record(subject: Whose, answer: Answer): Promise<{ answered: Consents; takeBack(): Promise<unknown> }>;
  /** What the shopper answered last; false when never asked. */
  isGranted(subject: Whose, purpose: Purpose): Promise<boolean>;
  /** Everything these visits answered, oldest first. */
  history(store_id: string, session_ids: readonly string[]): Promise<(ConsentAnswer & Whose)[]>;
  /** Every visit of a store that answered. */
  sessions(store_id: string): Promise<string[]>;
  /** Removes the answers of visits, or of all of a store's. @returns how many. */
  forget(store_id: string, session_ids?: readonly string[]): Promise<number>;
}

export async function openConsentLog(deps: {
  documents: Documents;
  vault: Vault;
  now(): number;
}): Promise<ConsentLog> {
  const log = sealedCollection({
    documents: deps.documents,
    vault: deps.vault,
    name: 'consents',
    schema: StoredConsent,
    owner: ({ store_id = '' }) => ({ store_id }),
  });
  await log.createIndex({ store_id: 1, session_id: 1 }, { name: 'session' });
  await log.createIndex({ at: 1 }, { name: 'proof', expireAfterSeconds: PROOF_DAYS * 86_400 });
  return {
    async record(subject, { purposes, granted, how, lang, text_version }) {
      const { store_id, session_id } = subject;
      const [last] = await log.find({ store_id, session_id }, { sort: { at: -1 }, limit: 1 });
      // What was said last counts, also when the clock was set back since.
      const at = Math.max(deps.now(), (last?.at ?? 0) + 1);
      const ids = new Map(purposes.map((purpose) => [purpose, randomUUID()]));
      await log.insert(
        [...ids].map(([purpose, _id]) => ({
          _id,
          store_id,
          session_id,
          purpose,
          granted,
          at,
          how,
          lang,
          text_version,
          text_sha256: textDigest(text_version, lang, purpose),
          ...(purpose === 'face_analysis_processing' && { release: RELEASE }),
        })),
      );
      return {
        answered: Object.fromEntries(purposes.map((purpose) => [purpose, { granted, at, text_version }])),
        takeBack: () => log.delete({ store_id, _id: { $in: [...ids.values()] } }),
      };
    },
    async isGranted({ store_id, session_id }, purpose) {
      const answers = await log.find({ store_id, session_id }, { sort: { at: -1 } });
      return answers.find((answer) => answer.purpose === purpose)?.granted ?? false;
    },
    async history(store_id, session_ids) {
      const found = await log.find({ store_id, session_id: { $in: [...session_ids] } }, { sort: { at: 1 } });
      return found.map(({ _id, ...answer }) => answer);
    },
    sessions: async (store_id) => [
      ...new Set((await log.find({ store_id })).map(({ session_id }) => session_id)),
    ],
    forget: (store_id, session_ids) =>
      log.delete({ store_id, ...(session_ids && { session_id: { $in: [...session_ids] } }) }),
  };
}

const RELEASE = {
  subject: 'lengths of the face in millimetres and its shape, measured in one photo',
  use: 'choosing frames that fit',
  term_hours: RELEASE_HOURS,
};

export function isConsentText(version: string): boolean {
  return Object.hasOwn(CONSENT_TEXTS, version);
}

/** The whole wording at one purpose, as shown. @throws Error for a version that never was */
export function shownText(version: string, lang: ConsentLanguage, purpose: Purpose): string {
  const text = CONSENT_TEXTS[version]?.[lang];
  if (text === undefined) throw new Error(`no consent text is called ${version}`);
  const notice = purpose === 'face_analysis_processing' ? text.notice : [];
  return [...notice, text.purposes[purpose]].join('\n');
}

function textDigest(version: string, lang: ConsentLanguage, purpose: Purpose): string {
  return hash('sha256', shownText(version, lang, purpose));
}

/** The language a shopper was asked in where nobody says: the browser's first that we speak. */
export function languageAsked(acceptLanguage: string | undefined): ConsentLanguage {
  for (const tag of (acceptLanguage ?? '').split(',')) {
    const lang = CONSENT_LANGUAGES.find((known) => tag.trim().toLowerCase().startsWith(known));
    if (lang !== undefined) return lang;
  }
  return 'en';
}

export { CONSENT_TEXT_VERSION };
