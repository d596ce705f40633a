// Installs and builds what a clone lacks, and says so. In an installed package there is nothing to do.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OLDEST = [20, 19];
const SOURCES = [
  'bin',
  'build',
  'cli',
  'server',
  'widgets',
  'models',
  'demo',
  'package.json',
  'tsconfig.json',
];
const NOT_BUILT_FROM = /\.(?:test|contract|bench)\.tsx?$|\.onnx$|^node_modules$/;

/**
 * Makes `dist/` fit the sources. Ends the process with what went wrong if it can't.
 * @param {string} root the repository or the installed package
 */
export async function makeReady(root) {
  refuseOldNode();
  if (!existsSync(join(root, 'build'))) return;
  if (!isInstallStale(root) && !isBuildStale(root)) return;
  const unlock = await lock(join(root, '.making-ready'));
  try {
    if (isInstallStale(root)) install(root);
    if (isBuildStale(root)) run(root, 'Building varai', process.execPath, [join(root, 'bin', 'build.js')]);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } finally {
    unlock();
  }
  if (process.exitCode) process.exit();
}

function install(root) {
  const arguments_ = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  run(root, 'Installing packages (once, about a minute)', 'npm', arguments_, {
    ONNXRUNTIME_NODE_INSTALL: 'skip',
  });
}

/** One at a time: whoever comes second waits for the process that the file names, and then finds the work done. */
async function lock(path) {
  for (;;) {
    try {
      writeFileSync(path, `${process.pid}`, { flag: 'wx' });
      return () => rmSync(path);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive(path)) rmSync(path, { force: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function isAlive(path) {
  try {
    process.kill(Number(readFileSync(path, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  process.stderr.write(
    `varai needs Node ${OLDEST.join('.')} or newer; this is ${process.version}. See https://nodejs.org\n`,
  );
  process.exit(1);
}

function isInstallStale(root) {
  const folder = join(root, 'node_modules');
  // A link leads to another clone's: installing here would empty it over there.
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return false;
  const installed = changedAt(join(folder, '.package-lock.json'));
  return installed === 0 || changedAt(join(root, 'package-lock.json')) > installed;
}

function isBuildStale(root) {
  const built = changedAt(join(root, 'dist', 'built'));
  return built === 0 || SOURCES.some((name) => newestIn(join(root, name), built) > built);
}

function newestIn(path, enough) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  return stat.isDirectory() ? newestInFolder(path, enough) : stat.mtimeMs;
}

function newestInFolder(folder, enough) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (NOT_BUILT_FROM.test(entry.name)) continue;
    const path = `${folder}/${entry.name}`;
    newest = Math.max(newest, entry.isDirectory() ? newestInFolder(path, enough) : changedAt(path));
    if (newest > enough) return newest;
  }
  return newest;
}

function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function run(root, what, command, args, env = {}) {
  process.stderr.write(`${what} …\n`);
  const since = Date.now();
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
  });
  if (status === 0) {
    process.stderr.write(`${what}: done in ${((Date.now() - since) / 1000).toFixed(1)} s\n`);
    return;
  }
  throw new Error(`${what} failed${error ? `: ${error.message}` : ''}. The lines above say why.`);
}
