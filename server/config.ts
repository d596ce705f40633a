import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

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
    ({ instancePath, message }) => `${instancePath.slice(1) || 'the configuration'} ${message}`,
  );
  if (faults.length > 0) throw new ConfigError(`These settings are wrong:\n  ${faults.join('\n  ')}`);
  const checked = config as Config;
  return { ...checked, data_dir: resolve(checked.data_dir) };
}

function fromEnvironment(env: NodeJS.ProcessEnv): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(ConfigSchema.properties)) {
    const text = env[`VARAI_${name.toUpperCase()}`] || env[commonName(name) ?? ''];
    if (text === undefined || text === '') continue;
    found[name] = 'type' in schema && schema.type === 'integer' && /^\d+$/.test(text) ? Number(text) : text;
  }
  return found;
}

function commonName(setting: string): string | undefined {
  return (SECRET_SETTINGS as Record<string, string>)[setting];
}
