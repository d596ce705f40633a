import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';

it('boots on its defaults', () => {
  expect(loadConfig({ env: {} })).toMatchObject({ host: '127.0.0.1', port: 4455 });
});

it('takes the file, then the environment, then what was typed', () => {
  const sources = {
    file: { port: 1, host: '::1', cache_mb: 8 },
    env: { VARAI_PORT: '2', VARAI_HOST: '0.0.0.0' },
  };
  expect(loadConfig({ ...sources, flags: { port: 3 } })).toMatchObject({
    port: 3,
    host: '0.0.0.0',
    cache_mb: 8,
  });
});

it('names everything that is wrong at once', () => {
  const load = () => loadConfig({ file: { prot: 1 }, env: { VARAI_PORT: 'high', VARAI_LOG_LEVEL: 'loud' } });
  expect(load).toThrow(ConfigError);
  expect(load).toThrow(/port[\s\S]*log_level|log_level[\s\S]*port/);
});

it('takes the addresses of MongoDB and Redis from the environment alone, and repeats neither', () => {
  const env = { MONGODB_URI: 'mongodb://u:s3cret@db/x', REDIS_URL: 'redis://:s3cret@cache' };
  expect(loadConfig({ env })).toMatchObject({ mongodb_uri: env.MONGODB_URI, redis_url: env.REDIS_URL });
  const own = { ...env, VARAI_MONGODB_URI: 'mongodb://other/x' };
  expect(loadConfig({ env: own }).mongodb_uri).toBe('mongodb://other/x');
  const wrong = [
    () => loadConfig({ env: {}, file: { mongodb_uri: env.MONGODB_URI } }),
    () => loadConfig({ env: { REDIS_URL: 'http://:s3cret@cache' } }),
  ];
  for (const load of wrong) {
    expect(load).toThrow(ConfigError);
    expect(load).not.toThrow(/s3cret/);
  }
});

describe('Vertex AI', () => {
  const project = { VARAI_VERTEX_PROJECT: 'shop-project' };
  const models = { VARAI_VERTEX_MODELS: 'gemini-x@eu, gemini-x@us, gemini-y@global' };
  const price = { input: 1, output: 2 };

  it('needs its models and their prices said: none is guessed', () => {
    expect(() => loadConfig({ env: project })).toThrow(/vertex_models/);
    expect(() => loadConfig({ env: { ...project, ...models } })).toThrow(/gemini-x[\s\S]*gemini-y/);
    const prices = { VARAI_VERTEX_PRICES: JSON.stringify({ 'gemini-x': price, 'gemini-y': price }) };
    expect(loadConfig({ env: { ...project, ...models, ...prices } })).toMatchObject({
      vertex_models: ['gemini-x@eu', 'gemini-x@us', 'gemini-y@global'],
      vertex_prices: { 'gemini-x': price, 'gemini-y': price },
    });
  });

  it('is shown how a project and a model are written', () => {
    expect(() => loadConfig({ env: { VARAI_VERTEX_MODELS: 'gemini-x' } })).toThrow(/for example \S+@eu/);
    expect(() => loadConfig({ env: { VARAI_VERTEX_PROJECT: 'A' } })).toThrow(/for example shop-project/);
  });

  it('is told what of its prices is wrong', () => {
    const wrong = (VARAI_VERTEX_PRICES: string) => () => loadConfig({ env: { VARAI_VERTEX_PRICES } });
    expect(wrong('{"gemini-x":')).toThrow(/vertex_prices/);
    expect(wrong('{"gemini-x":{"input":-1,"output":2}}')).toThrow(/vertex_prices/);
  });
});
