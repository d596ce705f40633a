import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import type { AccessSettings } from './access/index.ts';
import { type AppDeps, buildApp } from './app.ts';
import type { Vertex } from './chat/index.ts';
import type { FaceEngine } from './face/index.ts';
import type { App, EdgeOptions } from './http/index.ts';
import { logger } from './observe/index.ts';
import { openDeps } from './open-deps.ts';

export interface TestApp {
  app: App;
  deps: AppDeps;
  /** Everything logged so far. */
  logged(): string;
  /** Moves the clock that all features read. */
  advance(ms: number): void;
  /** A publishable key for https://shop.example of the store `a`. */
  publishableKey: string;
  secretKey: string;
  operatorToken: string;
  /** Sends a POST, as a page with the publishable key unless other headers are given. */
  post(url: string, payload?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  newSession(): Promise<{ session_id: string; token: string }>;
  /** What the page of a shopper shows whose session was opened by `newSession`. */
  shopper(session_id: string): { 'x-api-key': string; authorization: string };
  consent(session_id: string, purposes: string[], granted: boolean): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

/** Where an application of a test keeps things. */
export interface TestStorage {
  /** A folder of the test's own, which two processes may share; left out, one is made and removed. */
  dataDir?: string;
  mongodbUri?: string | undefined;
  redisUrl?: string | undefined;
  /** Left out: ceilings that no test reaches by accident. */
  edge?: Partial<EdgeOptions>;
  /** Left out: true, as the doubles of shops are on this machine. */
  allowPrivateShops?: boolean;
  access?: AccessSettings;
  fetchJson?(url: string): Promise<unknown>;
  /** Of the assistant, ms; left out, what shoppers are promised. */
  longestAnswerMs?: number;
  /** A chat model in place of Vertex AI. */
  openVertex?(on: Pick<AppDeps, 'cache' | 'metrics' | 'now'>): Vertex;
}

const ROOMY: EdgeOptions = {
  rates: { ip: 10e6, store: 10e6, session: 10e6 },
  trustedProxies: [],
  metricsFrom: [],
};

/** The whole application on real stores in a temporary folder; only the face engine is what the test says. */
export async function openTestApp(
  face: FaceEngine = refusingEngine(),
  storage: TestStorage = {},
): Promise<TestApp> {
  const directory = storage.dataDir ?? (await mkdtemp(join(tmpdir(), 'varai-app-')));
  let ahead = 0;
  const now = () => Date.now() + ahead;
  let output = '';
  const log = logger('debug', {
    write: (line) => {
      output += line;
    },
  });
  const operatorToken = 'operator-of-this-test';
  const deps = await openDeps({
    ...storage,
    edge: { ...ROOMY, ...storage.edge },
    allowPrivateShops: storage.allowPrivateShops ?? true,
    dataDir: directory,
    cacheBytes: 1_000_000,
    face,
    log,
    operatorToken,
    widgetsDir: directory,
    version: '0.0.0-test',
    now,
  });
  const app = await buildApp({ ...deps, longestAnswerMs: storage.longestAnswerMs });
  const allowed_origins = ['https://shop.example'];
  const [publishable, secret] = [
    await deps.keys.create({ kind: 'publishable', store_id: 'a', allowed_origins }),
    await deps.keys.create({ kind: 'secret', store_id: 'a' }),
  ];
  const post: TestApp['post'] = (url, payload, headers = { 'x-api-key': publishable.key }) =>
    app.inject({ method: 'POST', url, headers, ...(payload ? { payload } : {}) });
  const tokens = new Map<string, string>();
  const shopper: TestApp['shopper'] = (session_id) => ({
    'x-api-key': publishable.key,
    authorization: `Bearer ${tokens.get(session_id)}`,
  });
  return {
    app,
    deps,
    post,
    async newSession() {
      const opened = (await post('/v1/sessions')).json();
      tokens.set(opened.session_id, opened.token);
      return opened;
    },
    shopper,
    consent: (session_id, purposes, granted) =>
      post('/v1/consents', { session_id, purposes, granted }, shopper(session_id)),
    logged: () => output,
    advance: (ms) => {
      ahead += ms;
    },
    publishableKey: publishable.key,
    secretKey: secret.key,
    operatorToken,
    async close() {
      await app.close();
      deps.vertex?.close();
      await deps.rotation.stop();
      await deps.audit.settled();
      await deps.vault.close();
      await deps.documents.close();
      if (storage.dataDir === undefined) await rm(directory, { recursive: true });
    },
  };
}

/** An engine for tests in which no photo should get as far as being measured. */
export function refusingEngine(): FaceEngine {
  return {
    analyze: () => Promise.reject(new Error('no photo was expected to be measured')),
    ready: async () => undefined,
    stats: () => ({ workers: 0, running: 0, queued: 0, queue_limit: 0 }),
    close: async () => undefined,
  };
}
