import { execFile } from 'node:child_process';
import { access, constants, mkdir, readdir, readFile, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verifyModels } from '../models/manifest.ts';
import type { BuiltFiles } from '../server/appliance.ts';
import type { Config } from '../server/config.ts';

export interface Finding {
  name: string;
  /** `missing`: an option that is not there, which harms nothing. */
  status: 'ok' | 'missing' | 'failing';
  detail: string;
  next?: string;
}

const SMALLEST_DISK = 200 * 1024 * 1024;

/** Looks at everything varai needs on this machine. Changes nothing but making the data folder. */
export async function examine(config: Config, files: BuiltFiles): Promise<Finding[]> {
  return Promise.all([
    node(),
    natively('Image decoder (sharp)', async () => (await import('sharp')).default.versions.vips),
    natively('Inference (onnxruntime)', async () => (await import('onnxruntime-node')).env.versions?.node),
    natively('Document store (lmdb)', async () => typeof (await import('lmdb')).open && 'loads'),
    models(files.modelsDir),
    built('Face worker', files.workerFile),
    built('Widgets', join(files.widgetsDir, 'varai.js')),
    documents(config),
    cache(config),
    vertex(config),
    dataFolder(config.data_dir),
    keyFile(join(config.data_dir, 'keyring')),
    ownKey(process.env.VARAI_API_KEY),
    leaks('.'),
    rotations(config),
    diskSpace(config.data_dir),
    port(config),
    program(
      'Chromium',
      ['chromium', 'chromium-browser', 'google-chrome'],
      'only browser tests need it: apt-get install chromium',
    ),
  ]);
}

async function node(): Promise<Finding> {
  return { name: 'Node', status: 'ok', detail: process.version };
}

async function natively(name: string, load: () => Promise<string | undefined>): Promise<Finding> {
  try {
    return { name, status: 'ok', detail: (await load()) ?? 'loads' };
  } catch (error) {
    return {
      name,
      status: 'failing',
      detail: firstLine(error),
      next: 'npm ci (the package has no build for this machine otherwise)',
    };
  }
}

async function models(directory: string): Promise<Finding> {
  try {
    const found = await verifyModels(directory);
    return { name: 'Face models', status: 'ok', detail: `${found.length} whole` };
  } catch (error) {
    return { name: 'Face models', status: 'failing', detail: firstLine(error), next: 'varai models build' };
  }
}

async function built(name: string, file: string): Promise<Finding> {
  return access(file).then(
    () => ({ name, status: 'ok' as const, detail: 'built' }),
    () => ({ name, status: 'failing' as const, detail: `${file} is missing`, next: 'npm run build' }),
  );
}

async function documents({ mongodb_uri: uri }: Config): Promise<Finding> {
  const name = 'Documents';
  if (uri === undefined) return { name, status: 'ok', detail: 'embedded, in the data folder' };
  const { mongoHosts, openMongoDocuments } = await import('../server/data/index.ts');
  const where = mongoHosts(uri);
  try {
    const opened = await openMongoDocuments({ uri, now: Date.now, log: unheard });
    try {
      await opened.check();
      return { name, status: 'ok', detail: `${opened.abilities.description} at ${where}` };
    } finally {
      await opened.close();
    }
  } catch (error) {
    const cause = (error as { cause?: unknown }).cause ?? error;
    const detail = `MongoDB at ${where}: ${firstLine(cause)}`;
    return {
      name,
      status: 'failing',
      detail,
      next: 'Check MONGODB_URI, and that the server lets this machine in',
    };
  }
}

/** Without its cache the server works, only slower. */
async function cache({ redis_url: url }: Config): Promise<Finding> {
  const name = 'Cache';
  if (url === undefined) return { name, status: 'ok', detail: 'in the process' };
  const { openRedisCache, redisHosts } = await import('../server/data/index.ts');
  const where = redisHosts(url);
  const opened = await openRedisCache({ url, log: unheard, frontBytes: 1 });
  try {
    await opened.check();
    return { name, status: 'ok', detail: `Redis at ${where}` };
  } catch (error) {
    const detail = `Redis at ${where}: ${firstLine(error)}`;
    return { name, status: 'missing', detail, next: 'Check REDIS_URL; until then nothing is cached' };
  } finally {
    await opened.close();
  }
}

const VERTEX_WAITS_MS = 10_000;

/** Whether the models that are to answer shoppers do; without them the fixed rules answer. */
async function vertex({ vertex_project: project, vertex_models: models }: Config): Promise<Finding> {
  const name = 'Vertex AI';
  if (project === undefined)
    return { name, status: 'ok', detail: 'not set: fixed rules answer, on this machine' };
  const { tryVertex } = await import('../server/chat/index.ts');
  const tried = await tryVertex({ project, models }, VERTEX_WAITS_MS);
  const failed = tried.filter(({ fault }) => fault !== null);
  if (failed.length === 0)
    return { name, status: 'ok', detail: `${models.join(', ')} answer for ${project}` };
  return {
    name,
    status: failed.length === tried.length ? 'failing' : 'missing',
    detail: failed.map((model) => `${model.name}: ${model.fault}`).join('; '),
    next:
      'NO_CREDENTIALS: gcloud auth application-default login, or GOOGLE_APPLICATION_CREDENTIALS. 403: enable ' +
      `aiplatform.googleapis.com in ${project} and give the account roles/aiplatform.user. 404: the model is not there`,
  };
}

/** What an adapter would log is in the findings. */
const unheard = { info: () => undefined, warn: () => undefined };

async function dataFolder(directory: string): Promise<Finding> {
  const name = 'Data folder';
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await access(directory, constants.W_OK);
    return { name, status: 'ok', detail: directory };
  } catch (error) {
    return {
      name,
      status: 'failing',
      detail: firstLine(error),
      next: 'Choose a folder you own: --data-dir or VARAI_DATA_DIR',
    };
  }
}

async function keyFile(file: string): Promise<Finding> {
  const name = 'Key file';
  const found = await stat(file).catch(() => null);
  if (found === null) return { name, status: 'missing', detail: 'made at the first start' };
  if ((found.mode & 0o077) !== 0) {
    return { name, status: 'failing', detail: `${file} is readable by others`, next: `chmod 600 ${file}` };
  }
  return { name, status: 'ok', detail: 'private' };
}

/** Whether the key that commands show to a server is one, told without asking any server. */
async function ownKey(key: string | undefined): Promise<Finding> {
  const name = 'VARAI_API_KEY';
  if (!key) return { name, status: 'missing', detail: 'not set: only --server needs it' };
  const { recogniseSecret } = await import('../server/access/index.ts');
  const kind = recogniseSecret(key);
  if (kind === 'secret') return { name, status: 'ok', detail: 'has the form of a secret key' };
  const detail = kind === 'mistyped' ? 'mistyped: its checksum is wrong' : 'is not a secret key (sk_…)';
  return {
    name,
    status: 'failing',
    detail,
    next: 'Copy the key again; `varai keys create --kind secret` makes one',
  };
}

/** Files that tend to be published or committed. */
const TOLD = /\.(?:json|html?|js|mjs|ts|liquid|php|phtml|ya?ml)$/;
const MOST_FILES = 200;
const MOST_BYTES = 1024 * 1024;

/** Secret keys in files of this folder, where they don't belong. */
async function leaks(folder: string): Promise<Finding> {
  const name = 'Secrets in files';
  const { leakedSecrets } = await import('../server/access/index.ts');
  const files = (await readdir(folder, { withFileTypes: true })).filter(
    (each) => each.isFile() && TOLD.test(each.name),
  );
  for (const file of files.slice(0, MOST_FILES)) {
    const path = join(folder, file.name);
    if ((await stat(path)).size > MOST_BYTES) continue;
    const [leaked] = leakedSecrets(await readFile(path, 'utf8'));
    if (leaked === undefined) continue;
    const next = 'Take it out, and revoke it: varai keys list, varai keys revoke KEY_ID';
    return { name, status: 'failing', detail: `${leaked} stands in ${file.name}`, next };
  }
  return { name, status: 'ok', detail: 'none found in this folder' };
}

async function rotations(config: Config): Promise<Finding> {
  const name = 'Key rotation';
  const isEmbedded = config.mongodb_uri === undefined;
  const standing = isEmbedded ? await stat(join(config.data_dir, 'documents')).catch(() => null) : true;
  if (standing === null) return { name, status: 'ok', detail: 'no keys yet' };
  const { rotationsDue } = await import('../server/access/index.ts');
  const { openEmbeddedDocuments, openMongoDocuments } = await import('../server/data/index.ts');
  try {
    const documents = config.mongodb_uri
      ? await openMongoDocuments({ uri: config.mongodb_uri, now: Date.now, log: unheard })
      : await openEmbeddedDocuments({ directory: join(config.data_dir, 'documents'), now: Date.now });
    const due = await rotationsDue(documents, Date.now()).finally(() => documents.close());
    const [first] = due;
    if (first === undefined) return { name, status: 'ok', detail: 'none is due' };
    const topic = first.id.startsWith('client_') ? 'clients' : 'keys';
    const next = `varai ${topic} rotate ${first.id} --store ${first.store_id}`;
    return { name, status: 'missing', detail: `${due.length} due, or within two weeks`, next };
  } catch (error) {
    return { name, status: 'missing', detail: `not known: ${firstLine(error)}` };
  }
}

async function diskSpace(directory: string): Promise<Finding> {
  const name = 'Disk space';
  const { bavail, bsize } = await statfs(directory).catch(() => statfs('.'));
  const free = bavail * bsize;
  const detail = `${Math.round(free / 1024 / 1024)} MB free`;
  if (free > SMALLEST_DISK) return { name, status: 'ok', detail };
  return { name, status: 'failing', detail, next: 'Free some space: writes fail when the disk is full.' };
}

async function port({ host, port: wanted }: Config): Promise<Finding> {
  const name = `Port ${wanted}`;
  const isFree = await new Promise<boolean>((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(wanted, host, () => probe.close(() => resolve(true)));
  });
  if (isFree) return { name, status: 'ok', detail: 'free' };
  return {
    name,
    status: 'missing',
    detail: 'taken, perhaps by a running varai',
    next: 'varai serve --port 0',
  };
}

async function program(name: string, commands: string[], hint: string): Promise<Finding> {
  for (const command of commands) {
    const found = await promisify(execFile)(command, ['--version']).catch(() => null);
    if (found) return { name, status: 'ok', detail: found.stdout.trim() };
  }
  return { name, status: 'missing', detail: hint };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : `${error}`).split('\n')[0] ?? '';
}
