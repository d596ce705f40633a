/** One `data-*` attribute: what it may hold and what stands in when it is absent. */
export interface Setting {
  readonly kind: 'text' | 'url' | 'template' | 'choice' | 'locale' | 'urls' | 'integer';
  readonly required?: true;
  readonly choices?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly fallback?: string;
}

/**
 * Everything `<varai-discovery>` can be told in its markup. `cartUrl` is the attribute `data-cart-url`, and so on.
 * The page documents are written from this, so it is data and nothing else.
 */
export const configSchema = {
  key: {
    kind: 'text',
    required: true,
    pattern: '^pk_',
  },
  server: {
    kind: 'url',
  },
  locale: {
    kind: 'locale',
  },
  productId: { kind: 'text' },
  cartUrl: {
    kind: 'template',
  },
  cartMethod: {
    kind: 'choice',
    choices: ['navigate', 'post'],
    fallback: 'navigate',
  },
  cartPage: { kind: 'url' },
  sampleFaces: { kind: 'urls' },
  theme: {
    kind: 'choice',
    choices: ['auto', 'light', 'dark'],
    fallback: 'auto',
  },
  mode: {
    kind: 'choice',
    choices: ['dialog', 'inline'],
    fallback: 'dialog',
  },
  start: {
    kind: 'choice',
    choices: ['consent', 'chat'],
    fallback: 'consent',
  },
  limit: { kind: 'integer', min: 1, max: 48, fallback: '12' },
  label: { kind: 'text' },
} as const satisfies Record<string, Setting>;

type Schema = typeof configSchema;
type ValueOf<S extends Setting> = S extends { kind: 'integer' }
  ? number
  : S extends { kind: 'urls' }
    ? readonly string[]
    : S extends { choices: readonly (infer C)[]; fallback: string }
      ? C
      : S extends { required: true }
        ? string
        : string | null;

/** A checked configuration. URLs are absolute, `locale` is one of the languages we speak. */
export type Config = { readonly [K in keyof Schema]: ValueOf<Schema[K]> } & { readonly server: string };

/** The languages the widget speaks. */
export const LOCALES = ['en', 'de', 'fr', 'es', 'it'] as const;
export type Locale = (typeof LOCALES)[number];
