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
    const text = env[`VARAI_${name.toUpperCase()}`];
    if (text === undefined || text === '') continue;
    found[name] = 'type' in schema && schema.type === 'integer' && /^\d+$/.test(text) ? Number(text) : text;
  }
  return found;
}
