import { type Static, Type } from 'typebox';
import { nullable } from '../http/index.ts';
import {
  CONSENT_LANGUAGES,
  CONSENT_TEXT_VERSION,
  CONSENT_TEXTS,
  type ConsentLanguage,
} from './consent-texts.ts';
import { RELEASE_HOURS } from './consents.ts';
import type { DataHolder } from './holders.ts';
import { PublicKey } from './proofs.ts';
import { Purpose } from './purposes.ts';
import { TOMBSTONE_DAYS } from './tombstones.ts';

const Kept = Type.Object({
  name: Type.String(),
  description: Type.String(),
  classification: Type.String({ description: 'public, internal, confidential or restricted' }),
  retention: Type.String(),
  retention_days: nullable(Type.Number({ description: 'Where it ends by itself' })),
});

export const RetentionSchedule = Type.Object({ schedule: Type.Array(Kept) });

export const Notice = Type.Object({
  holdings: Type.Array(
    Type.Object({
      ...Kept.properties,
      category: Type.String({ description: 'As Cal. Civ. Code §1798.140(v) groups personal information' }),
      use: Type.String(),
      source: Type.String({ description: 'shopper, shop or derived' }),
      consent: nullable(Purpose),
    }),
  ),
  records: Type.Array(Kept),
  categories: Type.Array(Type.Object({ category: Type.String(), holdings: Type.Array(Type.String()) })),
  sale: Type.Object({ sold: Type.Literal(false), shared: Type.Literal(false), statement: Type.String() }),
  rights: Type.Array(Type.Object({ right: Type.String(), how: Type.String(), answered: Type.String() })),
  consent: Type.Object({
    purposes: Type.Array(Purpose),
    text_version: Type.String(),
    texts: Type.Record(
      Type.String(),
      Type.Object({
        notice: Type.Array(Type.String()),
        purposes: Type.Record(Type.String(), Type.String()),
      }),
    ),
    release: Type.Object({ term_hours: Type.Integer(), destroyed: Type.String() }),
    adults_only: Type.Literal(true),
  }),
  public_key: PublicKey,
});
export type Notice = Static<typeof Notice>;

const RIGHTS: Notice['rights'] = [
  {
    right: 'know and access',
    how: 'GET /privacy/v1/export with the session token, /privacy, or ask the shop',
    answered: 'at once; through the shop within 30 days',
  },
  {
    right: 'portability',
    how: 'the same: one JSON document that holds its own JSON Schema',
    answered: 'at once',
  },
  {
    right: 'correct',
    how: 'POST /privacy/v1/rectify with the session token, or ask the shop',
    answered: 'at once',
  },
  {
    right: 'delete',
    how: 'POST /privacy/v1/erase with the session token, /privacy, the widget, or ask the shop',
    answered: 'at once, with a signed receipt; through the shop within 30 days',
  },
  {
    right: 'withdraw consent',
    how: 'POST /privacy/v1/consents with the session token, or /privacy',
    answered: 'at once',
  },
  {
    right: 'opt out of sale and sharing',
    how: 'nothing is sold or shared; POST /privacy/v1/opt-out, or Global Privacy Control (Sec-GPC: 1)',
    answered: 'at once',
  },
  {
    right: 'no retaliation',
    how: 'recommendations, prices and service are the same whatever is chosen',
    answered: 'always',
  },
];

/** What is kept about processing itself, beside what holders keep. */
const RECORDS: Notice['records'] = [
  {
    name: 'audit_log',
    description: 'Who did what and when; people stand in it as keyed hashes only',
    classification: 'confidential',
    retention: 'As long as the installation stands: a chain that loses a link proves nothing',
    retention_days: null,
  },
  {
    name: 'privacy_tombstones',
    description: 'Keyed hashes of who was erased, so that no late event and no backup brings them back',
    classification: 'internal',
    retention: 'Three years, longer than a backup should be kept',
    retention_days: TOMBSTONE_DAYS,
  },
  {
    name: 'logs',
    description: 'Routes, times and outcomes of requests; no ids of people, addresses, keys or measurements',
    classification: 'internal',
    retention: 'As long as whoever runs the server keeps its output',
    retention_days: null,
  },
];

/** The public notice, made of what the holders say of themselves. */
export function noticeOf(holders: readonly DataHolder[], public_key: Notice['public_key']): Notice {
  const categories = [...new Set(holders.map(({ category }) => category))];
  return {
    holdings: holders.map((holder) => ({
      ...keptOf(holder),
      category: holder.category,
      use: holder.use,
      source: holder.source,
      consent: holder.consent,
    })),
    records: RECORDS,
    categories: categories.map((category) => ({
      category,
      holdings: holders.filter((holder) => holder.category === category).map(({ name }) => name),
    })),
    sale: {
      sold: false,
      shared: false,
      statement: 'Personal information is not sold and not shared for advertising across other websites.',
    },
    rights: RIGHTS,
    consent: {
      purposes: Purpose.anyOf.map((purpose) => purpose.const),
      text_version: CONSENT_TEXT_VERSION,
      texts: textsNow(),
      release: {
        term_hours: RELEASE_HOURS,
        destroyed: `Measurements are destroyed ${RELEASE_HOURS} hours after they were taken, or at once when the consent is withdrawn.`,
      },
      adults_only: true,
    },
    public_key,
  };
}

/** How long everything is kept. */
export function scheduleOf(holders: readonly DataHolder[]): Static<typeof RetentionSchedule> {
  return { schedule: [...holders.map(keptOf), ...RECORDS] };
}

function keptOf({ name, description, classification, retention }: DataHolder) {
  return { name, description, classification, retention: retention.words, retention_days: retention.days };
}

function textsNow(): Notice['consent']['texts'] {
  const texts = CONSENT_TEXTS[CONSENT_TEXT_VERSION];
  if (texts === undefined) throw new Error(`no consent text is called ${CONSENT_TEXT_VERSION}`);
  return Object.fromEntries(
    CONSENT_LANGUAGES.map((lang: ConsentLanguage) => [
      lang,
      { notice: [...texts[lang].notice], purposes: { ...texts[lang].purposes } },
    ]),
  );
}
