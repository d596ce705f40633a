import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { build, type Metafile, type Plugin, transform } from 'esbuild';
import { LOCALES } from './runtime/config-schema.ts';

/**
 * Bytes of brotli each part may weigh; over it, the build fails. `withoutCamera` is everything but the camera and the
 * chat, which come when they are asked for; `chat` is what it adds then, with the words of its heaviest language.
 */
export const BUDGETS = {
  loader: 2 * 1024,
  firstScreen: 15 * 1024,
  withoutCamera: 40 * 1024,
  chat: 15 * 1024,
} as const;

export interface BuiltFile {
  readonly file: string;
  /** Bytes as served uncompressed, and with brotli at its best. */
  readonly raw: number;
  readonly brotli: number;
}

export interface WidgetBuild {
  readonly files: readonly BuiltFile[];
  /** Brotli bytes of what BUDGETS names: first screen and chat in their heaviest language, the whole in all of them. */
  readonly sizes: Readonly<Record<keyof typeof BUDGETS, number>>;
}

const compress = promisify(brotliCompress);

/** Browsers with constructable style sheets, dialogs and dynamic import: since March 2023. */
const TARGETS = ['chrome111', 'edge111', 'firefox115', 'safari16.4'];

/** Style sheets become minified text for `CSSStyleSheet.replaceSync`: no CSP forbids those. */
const cssAsText: Plugin = {
  name: 'css-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = await readFile(path, 'utf8');
      const { code } = await transform(css, { loader: 'css', minify: true, target: TARGETS });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

/** JSX as calls of preact's `h`: lighter than the automatic runtime that the type checker assumes. */
const plainJsx: Plugin = {
  name: 'plain-jsx',
  setup({ onLoad }) {
    onLoad({ filter: /widgets\/components\/[\w/-]+\.tsx$/ }, async ({ path }) => ({
      contents: `import { h, Fragment } from 'preact';${await readFile(path, 'utf8')}`,
      loader: 'tsx',
    }));
  },
};

/**
 * Words as bare lists: every language has the keys of the English one, so the keys travel once for all of them, the
 * first screen's with the code that fetches its words. The sources stay the plain objects that translators read.
 */
const wordsAsLists = (i18nDir: string): Plugin => ({
  name: 'words-as-lists',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /i18n\/(first|screens|camera|chat)\/\w+\.ts$/ }, async ({ path }) => {
      const folder = basename(dirname(path));
      const [words, english] = await Promise.all([wordsIn(path), wordsIn(join(i18nDir, folder, 'en.ts'))]);
      const list = Object.keys(english).map((key) => words[key]);
      const contents = `import { named } from 'word-keys:${folder}'; export const words = named(${JSON.stringify(list.join('\n'))});`;
      return { contents };
    });
    onLoad({ filter: /i18n\/index\.ts$/ }, async ({ path }) => ({
      contents: `import 'word-keys:first';${await readFile(path, 'utf8')}`,
      loader: 'ts',
    }));
    onResolve({ filter: /^word-keys:/ }, ({ path }) => ({ path, namespace: 'word-keys' }));
    onLoad({ filter: /./, namespace: 'word-keys' }, async ({ path }) => {
      const keys = Object.keys(await wordsIn(join(i18nDir, path.replace('word-keys:', ''), 'en.ts')));
      return {
        contents: `const keys = '${keys.join()}'.split(',');
export const named = (list) => Object.fromEntries(list.split('\\n').map((word, i) => [keys[i], word]));`,
      };
    });
  },
});

async function wordsIn(path: string): Promise<Readonly<Record<string, string>>> {
  const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts' });
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return (module as { words: Record<string, string> }).words;
}

/**
 * Builds the widget: `varai.js` with a stable name, everything else with a hash in its name and fetched on demand,
 * each beside a `.br` of itself.
 * @throws Error naming every part that is over its budget
 */
export async function buildWidgets({
  outDir,
  sourceDir = import.meta.dirname,
}: {
  outDir: string;
  /** This folder, where the build itself runs from elsewhere. */
  sourceDir?: string;
}): Promise<WidgetBuild> {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const { outputFiles, metafile } = await build({
    absWorkingDir: resolve(sourceDir, '..'),
    entryPoints: { varai: join(sourceDir, 'html/varai.ts') },
    outdir: resolve(outDir),
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: TARGETS,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    // In place of tsconfig.json, whose own JSX setting would win over esbuild's options.
    tsconfigRaw: { compilerOptions: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment' } },
    plugins: [cssAsText, plainJsx, wordsAsLists(join(resolve(sourceDir), 'i18n'))],
    metafile: true,
    write: false,
  });
  await buildPrivacyPage(outDir, sourceDir);
  const files = await Promise.all(
    outputFiles.map(async ({ path, contents }) => {
      const packed = await compress(contents, {
        params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
      });
      await writeFile(path, contents);
      await writeFile(`${path}.br`, packed);
      return { file: basename(path), raw: contents.length, brotli: packed.length };
    }),
  );
  const sizes = sizesOf(files, metafile);
  const over = (Object.keys(BUDGETS) as (keyof typeof BUDGETS)[])
    .filter((part) => sizes[part] > BUDGETS[part])
    .map((part) => `${part} weighs ${sizes[part]} bytes (brotli), its budget is ${BUDGETS[part]}`);
  if (over.length > 0) throw new Error(`The widget is too heavy: ${over.join('; ')}`);
  return { files, sizes };
}

/** The page at /privacy: a script and a style sheet of its own, of which the widget loads nothing. */
async function buildPrivacyPage(outDir: string, sourceDir: string): Promise<void> {
  await build({
    absWorkingDir: resolve(sourceDir, '..'),
    entryPoints: {
      privacy: join(sourceDir, 'privacy/page.tsx'),
      'privacy-style': join(sourceDir, 'privacy/page.css'),
    },
    outdir: resolve(outDir),
    bundle: true,
    format: 'esm',
    target: TARGETS,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'preact' } },
  });
}

function sizesOf(files: readonly BuiltFile[], { outputs }: Metafile): WidgetBuild['sizes'] {
  const names = Object.keys(outputs);
  const sum = (paths: Iterable<string>) =>
    files
      .filter(({ file }) => new Set([...paths].map((path) => basename(path))).has(file))
      .reduce((total, { brotli }) => total + brotli, 0);
  const starts = (name: string, source: string) => outputs[name]?.entryPoint?.endsWith(source);
  /** The output that holds a source file, with everything it imports at once. */
  const partOf = (source: string): string[] => {
    const found = names.find((name) => starts(name, source));
    if (found === undefined) throw new Error(`no output starts at ${source}`);
    return withImports(found, outputs);
  };
  const loader = partOf('html/varai.ts');
  const wordsOf = (folder: string) => LOCALES.map((locale) => partOf(`i18n/${folder}/${locale}.ts`));
  const firstScreen = new Set([...loader, ...partOf('components/mount.tsx')]);
  const heaviest = (parts: readonly string[][], there: ReadonlySet<string>) =>
    Math.max(...parts.map((part) => sum(part.filter((name) => !there.has(name)))));
  const beforeChat = new Set([
    ...[...firstScreen, ...partOf('components/later.ts')],
    ...[...wordsOf('first'), ...wordsOf('screens')].flat(),
  ]);
  const chat = partOf('components/chat/load.ts').filter((name) => !beforeChat.has(name));
  const camera = partOf('components/camera.tsx');
  const apart = new Set(
    [...camera, ...chat, ...[...wordsOf('camera'), ...wordsOf('chat')].flat()].filter(
      (name) => !beforeChat.has(name),
    ),
  );
  return {
    loader: sum(loader),
    firstScreen: sum(firstScreen) + heaviest(wordsOf('first'), firstScreen),
    withoutCamera: sum(names.filter((name) => !apart.has(name))),
    chat: sum(chat) + heaviest(wordsOf('chat'), beforeChat),
  };
}

function withImports(start: string, outputs: Metafile['outputs'], seen = new Set<string>()): string[] {
  if (seen.has(start)) return [];
  seen.add(start);
  for (const { path, kind } of outputs[start]?.imports ?? [])
    if (kind === 'import-statement') withImports(path, outputs, seen);
  return [...seen];
}
