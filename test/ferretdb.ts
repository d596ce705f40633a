import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** A server that speaks MongoDB's protocol, for tests. */
export interface TestMongo {
  /** Without a database. */
  uri: string;
  /** Which server this is. */
  name: string;
  /** Where its files are; absent where they can't be read. */
  directory?: string;
  /** Stops and starts it on its port with its data; absent where the server is not ours to stop. */
  stop?(): Promise<void>;
  start?(): Promise<void>;
  end(): Promise<void>;
}

/** Why there is none, as tests that skip say it. */
export const NO_MONGO =
  'no MongoDB: set MONGODB_URI, start Docker, or put ferretdb on the PATH (VARAI_FERRETDB names one)';

/** The address of a database on a server, whatever hosts and options the server's address names. */
export function databaseUri(server: string, database: string): string {
  return server.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${database}`);
}

/** MONGODB_URI, else a container where Docker answers, else FerretDB where there is one, else null. */
export async function startTestMongo(): Promise<TestMongo | null> {
  const { MONGODB_URI } = process.env;
  if (MONGODB_URI) return { uri: MONGODB_URI, name: 'MONGODB_URI', end: async () => undefined };
  if (await dockerAnswers()) return startContainer();
  const binary = await ferretdbBinary();
  return binary === null ? null : startFerretdb(binary);
}

async function dockerAnswers(): Promise<boolean> {
  return promisify(execFile)('docker', ['info'], { timeout: 3000 }).then(
    () => true,
    () => false,
  );
}

/** A replica set of one: transactions and durable writes as at scale. */
async function startContainer(): Promise<TestMongo> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer('mongo:8')
    .withCommand(['mongod', '--replSet', 'rs0', '--bind_ip_all'])
    .withExposedPorts(27017)
    .withWaitStrategy(Wait.forLogMessage(/Waiting for connections/))
    .start();
  await container.exec([
    'mongosh',
    '--quiet',
    '--eval',
    'rs.initiate(); while(!db.hello().isWritablePrimary) sleep(50)',
  ]);
  return {
    uri: `mongodb://${container.getHost()}:${container.getMappedPort(27017)}/?directConnection=true`,
    name: 'MongoDB in a container',
    end: async () => void (await container.stop()),
  };
}

/** VARAI_FERRETDB, the PATH, or where `.ci/run` puts it. */
async function ferretdbBinary(): Promise<string | null> {
  const { VARAI_FERRETDB, PATH = '' } = process.env;
  const places = [
    ...(VARAI_FERRETDB ? [VARAI_FERRETDB] : []),
    ...PATH.split(delimiter).map((folder) => join(folder, 'ferretdb')),
    resolve(import.meta.dirname, '../.cache/ferretdb/ferretdb'),
  ];
  for (const place of places) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  return null;
}

async function startFerretdb(binary: string): Promise<TestMongo> {
  const directory = await mkdtemp(join(tmpdir(), 'varai-ferretdb-'));
  let running = await run(binary, directory, 0);
  const { port } = running;
  return {
    uri: `mongodb://127.0.0.1:${port}/`,
    name: 'FerretDB',
    directory,
    async stop() {
      await kill(running.process);
    },
    async start() {
      running = await run(binary, directory, port);
    },
    async end() {
      await kill(running.process);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Starts FerretDB on SQLite, on loopback alone and without telemetry; port 0 takes a free one. */
async function run(binary: string, directory: string, port: number) {
  const child = spawn(
    binary,
    [
      '--handler=sqlite',
      `--sqlite-url=file:${directory}/`,
      `--state-dir=${directory}`,
      `--listen-addr=127.0.0.1:${port}`,
      '--telemetry=disable',
      '--debug-addr=-',
      '--log-level=INFO',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const found = await new Promise<number>((ready, failed) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      if (said.length > 100_000) return;
      said += chunk.toString();
      const listening = /Listening on TCP 127\.0\.0\.1:(\d+)/.exec(said);
      if (listening) ready(Number(listening[1]));
    });
    child.once('error', failed);
    child.once('close', (code) => failed(new Error(`${binary} ended with ${code}:\n${said}`)));
  });
  return { process: child, port: found };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}
