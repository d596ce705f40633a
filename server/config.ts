import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

/** An IP address or a network in CIDR notation; what is no valid one is refused where it is used. */
const ADDRESSES = '^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$';

const perMinute = (amount: number, of: string) =>
  Type.Integer({ default: amount, minimum: 1, maximum: 100_000_000, description: `Requests a minute ${of}` });

const REGION = '^[a-z][a-z0-9-]{0,30}$';

const TrustedIssuer = Type.Object(
  {
    issuer: Type.String({ minLength: 1, description: '`iss` of their tokens, to the letter' }),
    jwks_uri: Type.String({ pattern: '^https://|^http://(127\\.0\\.0\\.1|localhost)[:/]' }),
    audience: Type.String({ minLength: 1, description: '`aud` of a token that is meant for this server' }),
    store_id: Type.Optional(Type.String({ description: 'The store that all of them work on' })),
    store_claim: Type.Optional(Type.String({ description: 'Else the claim that names the store' })),
    roles_claim: Type.String({
      minLength: 1,
      description: 'The claim with their roles; dots lead into objects',
    }),
    roles: Type.Record(Type.String(), Type.String(), {
      description: 'What each of their roles is called here',
    }),
  },
  { additionalProperties: false },
);

/** Every setting: its check, its default and what it is for. `host` is read from VARAI_HOST, and so on. */
export const ConfigSchema = Type.Object(
  {
    host: Type.String({ default: '127.0.0.1', description: 'Address to listen on' }),
    port: Type.Integer({
      default: 4455,
      minimum: 0,
      maximum: 65535,
      description: 'Port to listen on; 0 takes a free one',
    }),
    data_dir: Type.String({ default: '.varai', minLength: 1, description: 'Where everything is kept' }),
    mongodb_uri: Type.Optional(
      Type.String({
        pattern: '^mongodb(\\+srv)?://',
        description: 'MongoDB to keep everything in, instead of the data folder; also read from MONGODB_URI',
      }),
    ),
    kms_key: Type.Optional(
      Type.String({
        pattern: '^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$',
        description:
          'Google Cloud KMS key that wraps every other key, instead of the key file: projects/…/cryptoKeys/…',
      }),
    ),
    redis_url: Type.Optional(
      Type.String({
        pattern: '^rediss?(-cluster)?://',
        description:
          'Redis that all processes share: redis://host, or redis-cluster://a:6379,b:6379; also read from REDIS_URL',
      }),
    ),
    face_workers: Type.Integer({
      default: availableParallelism(),
      minimum: 1,
      maximum: 64,
      description: 'Threads that measure faces',
    }),
    face_queue: Type.Integer({
      default: 16,
      minimum: 0,
      maximum: 1000,
      description: 'Photos that may wait; more are answered 503',
    }),
    cache_mb: Type.Integer({
      default: 64,
      minimum: 1,
      maximum: 16_384,
      description: 'Memory for cached answers',
    }),
    requests_per_minute_ip: perMinute(6000, 'from one address; of IPv6, from one /64'),
    requests_per_minute_store: perMinute(120_000, 'for one store, by all its shoppers and servers'),
    requests_per_minute_session: perMinute(600, 'of one shopper’s session'),
    tls_cert: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'File with the certificate chain (PEM): the server speaks TLS 1.3 itself',
      }),
    ),
    tls_key: Type.Optional(
      Type.String({ minLength: 1, description: 'File with the private key of tls_cert (PEM)' }),
    ),
    trusted_proxies: Type.Array(Type.String({ pattern: ADDRESSES }), {
      default: [],
      maxItems: 100,
      description:
        'Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded headers are believed; commas between them in the variable',
    }),
    metrics_from: Type.Array(Type.String({ pattern: ADDRESSES }), {
      default: [],
      maxItems: 100,
      description: 'Addresses or networks that may read /metrics, besides this machine',
    }),
    insecure_http: Type.Boolean({
      default: false,
      description: 'Speak plain HTTP to other machines, without TLS and without a trusted proxy',
    }),
    allow_private_shops: Type.Boolean({
      default: false,
      description: 'Shops may be on this machine or in a private network: for development',
    }),
    public_url: Type.Optional(
      Type.String({
        pattern: '^https?://[^/?#]+$',
        description:
          'Address by which others reach this server; who issued our access tokens, in their `iss`',
      }),
    ),
    region: Type.Optional(
      Type.String({
        pattern: REGION,
        description: 'Where this server keeps its data, such as eu; people of other regions are sent there',
      }),
    ),
    region_addresses: Type.Record(Type.String({ pattern: REGION }), Type.String({ pattern: '^https?://' }), {
      default: {},
      maxProperties: 50,
      description: 'Address of the server of each region',
    }),
    trusted_issuers: Type.Array(TrustedIssuer, {
      default: [],
      maxItems: 20,
      description: 'Others whose access tokens are good here',
    }),
    vertex_project: Type.Optional(
      Type.String({
        pattern: '^[a-z][a-z0-9.:-]{4,61}[a-z0-9]$',
        examples: ['shop-project-1234'],
        description: 'Google Cloud project whose Vertex AI answers shoppers; left out, the local model does',
      }),
    ),
    vertex_models: Type.Array(
      Type.String({ pattern: '^[a-z0-9.-]+@[a-z0-9-]+$', examples: ['gemini-3.5-flash-lite@eu'] }),
      {
        default: [],
        maxItems: 10,
        description:
          'Models of Vertex AI and where they run, the most wanted first, such as gemini-3.5-flash-lite@eu; needed with ' +
          'vertex_project. A store of a region uses those of that region. Which there are: ' +
          'https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations',
      },
    ),
    vertex_prices: Type.Record(
      Type.String(),
      Type.Object(
        { input: Type.Number({ minimum: 0 }), output: Type.Number({ minimum: 0 }) },
        { additionalProperties: false },
      ),
      {
        default: {},
        description:
          'USD per million tokens of each of these models, for the budget, such as ' +
          '{"gemini-3.5-flash-lite": {"input": 1, "output": 2}} (figures made up; yours stand at ' +
          'https://cloud.google.com/vertex-ai/generative-ai/pricing)',
      },
    ),
    vertex_concurrency: Type.Integer({
      default: 100,
      minimum: 1,
      maximum: 10_000,
      description: 'Answers of Vertex AI under way at once',
    }),
    vertex_waiting: Type.Integer({
      default: 100,
      minimum: 0,
      maximum: 10_000,
      description: 'Turns that may wait for that, at most a second; the local model answers the others',
    }),
    chat_tokens_per_session: Type.Integer({
      default: 100_000,
      minimum: 0,
      maximum: 100_000_000,
      description: 'Tokens of Vertex AI that one conversation may take; then the local model answers',
    }),
    chat_tokens_per_store_day: Type.Integer({
      default: 20_000_000,
      minimum: 0,
      maximum: 1_000_000_000_000,
      description: 'The same for one store in one day (UTC)',
    }),
    chat_usd_per_store_day: Type.Number({
      default: 20,
      minimum: 0,
      maximum: 1_000_000,
      description: 'What one store may cost in one day (UTC), by vertex_prices',
    }),
    log_level: Type.Union(
      [
        Type.Literal('debug'),
        Type.Literal('info'),
        Type.Literal('warn'),
        Type.Literal('error'),
        Type.Literal('silent'),
      ],
      { default: 'info', description: 'How much is logged' },
    ),
    drain_seconds: Type.Integer({
      default: 10,
      minimum: 0,
      maximum: 300,
      description: 'Longest wait for running requests at shutdown',
    }),
  },
  { additionalProperties: false },
);
export type Config = Static<typeof ConfigSchema>;

/** Settings that may hold a password, and the names by which other programs know them too. They stay out of files. */
const SECRET_SETTINGS = { mongodb_uri: 'MONGODB_URI', redis_url: 'REDIS_URL' } as const;

/** A setting is wrong. The message names every wrong one at once. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Settings from defaults, then the file's values, then the environment, then what was typed; later ones win.
 * @throws ConfigError naming everything that is wrong.
 */
export function loadConfig(sources: {
  file?: Record<string, unknown>;
  env: NodeJS.ProcessEnv;
  flags?: Partial<Config>;
}): Config {
  const misplaced = Object.entries(SECRET_SETTINGS).filter(([name]) => sources.file?.[name] !== undefined);
  if (misplaced.length > 0) {
    const names = misplaced.map(([name, variable]) => `${name} may hold a password: set ${variable} instead`);
    throw new ConfigError(`These settings don't belong in a file:\n  ${names.join('\n  ')}`);
  }
  const merged = { ...sources.file, ...fromEnvironment(sources.env), ...sources.flags };
  const config = Value.Default(ConfigSchema, merged);
  const faults = Value.Errors(ConfigSchema, config).map(
    ({ instancePath, schemaPath, message }) =>
      `${instancePath.slice(1) || 'the configuration'} ${message}${exampleAt(schemaPath)}`,
  );
  if (faults.length > 0) throw new ConfigError(`These settings are wrong:\n  ${faults.join('\n  ')}`);
  const checked = config as Config;
  const missing = missingOfVertex(checked);
  if (missing.length > 0) throw new ConfigError(`These settings are missing:\n  ${missing.join('\n  ')}`);
  return { ...checked, data_dir: resolve(checked.data_dir) };
}

/** An example of what belongs there, where the schema has one: patterns alone tell few people anything. */
function exampleAt(schemaPath: string): string {
  const schema = Value.Pointer.Get(ConfigSchema, schemaPath.replace(/^#/, '')) as { examples?: string[] };
  const [example] = schema?.examples ?? [];
  return example === undefined ? '' : `; for example ${example}`;
}

/** Which models a project may use, where, and at what price changes: nobody but its owner can say, so nothing is guessed. */
function missingOfVertex({ vertex_project, vertex_models, vertex_prices }: Config): string[] {
  if (vertex_project === undefined) return [];
  if (vertex_models.length === 0)
    return ['vertex_models: vertex_project needs at least one, such as gemini-3.5-flash-lite@eu'];
  const models = new Set(vertex_models.map((name) => name.split('@', 1)[0] ?? name));
  return [...models]
    .filter((model) => !Object.hasOwn(vertex_prices, model))
    .map((model) => `vertex_prices: what a million tokens of ${model} cost, input and output, in USD`);
}

function fromEnvironment(env: NodeJS.ProcessEnv): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(ConfigSchema.properties)) {
    const text = env[`VARAI_${name.toUpperCase()}`] || env[commonName(name) ?? ''];
    if (text === undefined || text === '') continue;
    found[name] = typed('type' in schema ? schema.type : undefined, text);
  }
  return found;
}

/** A text as its setting's type; what doesn't look like that is left for the check to refuse. */
function typed(type: unknown, text: string): unknown {
  if (type === 'integer' && /^\d+$/.test(text)) return Number(text);
  if (type === 'number' && /^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  if (type === 'object' && text.startsWith('{')) return parsed(text);
  if (type === 'array') return text.split(',').map((part) => part.trim());
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function commonName(setting: string): string | undefined {
  return (SECRET_SETTINGS as Record<string, string>)[setting];
}
