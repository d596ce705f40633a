import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { CHROMIUM_FLAGS, findChromium, NO_CHROMIUM } from '../test/browser/chromium.ts';
import { BUDGETS, buildWidgets } from '../widgets/build.ts';
import { median, type Report } from './report.ts';

/** What Lighthouse says of one page load: score 0..100, LCP and TBT in ms, CLS without unit. */
interface PageLoad {
  score: number;
  lcp: number;
  cls: number;
  tbt: number;
}

/**
 * What the widget costs a page: its bytes against their budgets, and Lighthouse's mobile run of the demo's product
 * page with it and without it, in turns. `--pairs=N` sets how many turns; five are the least that mean something.
 */
export async function bench(report: Report, root: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'varai-bench-widget-'));
  try {
    const { files, sizes } = await buildWidgets({
      outDir: join(folder, 'widgets'),
      sourceDir: join(root, 'widgets'),
    });
    for (const [part, limit] of Object.entries(BUDGETS) as [keyof typeof BUDGETS, number][])
      report(`widget.${part}_brotli`, { value: sizes[part], limit, unit: 'B', bar: 1 });
    for (const { file, raw, brotli } of files)
      process.stderr.write(`  ${file.padEnd(28)} ${raw} B, brotli ${brotli} B\n`);
    await pageEffect(report, root, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pageEffect(report: Report, root: string, folder: string): Promise<void> {
  const { server, url } = await startDemo(root, join(folder, 'data'));
  try {
    const page = await productPage(url);
    const loads: Record<'with' | 'without', PageLoad[]> = { with: [], without: [] };
    await load(page);
    for (let pair = 0; pair < pairsWanted(); pair++) {
      loads.without.push(await load(`${page}?widget=off`));
      loads.with.push(await load(page));
      process.stderr.write(
        `  ${JSON.stringify({ without: loads.without.at(-1), with: loads.with.at(-1) })}\n`,
      );
    }
    const middle = (which: 'with' | 'without', name: keyof PageLoad) =>
      median(loads[which].map((one) => one[name]));
    const lost = middle('without', 'score') - middle('with', 'score');
    report('widget.lighthouse_points_lost', {
      value: lost,
      limit: 100,
      unit: 'points',
      bar: 0,
      barIs: 'value',
    });
    const bare = middle('without', 'lcp');
    const lcp = middle('with', 'lcp');
    report('widget.lcp', {
      value: lcp,
      limit: bare,
      unit: 'ms',
      bar: bare + 50,
      barIs: 'value',
    });
    // 0.1 is where a layout shift stops being good (web.dev/articles/cls).
    report('widget.cls', {
      value: middle('with', 'cls'),
      limit: 0.1,
      unit: 'CLS',
      bar: 0,
      barIs: 'value',
    });
  } finally {
    server.kill('SIGTERM');
    await once(server, 'close');
  }
}

function pairsWanted(): number {
  const given = process.argv.find((argument) => argument.startsWith('--pairs='));
  return Math.max(1, Number(given?.slice('--pairs='.length) ?? 5) || 5);
}

async function startDemo(root: string, dataDir: string): Promise<{ server: ChildProcess; url: string }> {
  const args = [join(root, 'bin/varai.js'), 'dev', '--port', '0', '--no-open', '--data-dir', dataDir];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /http:\/\/[\d.]+:\d+/.exec(said);
      if (address !== null) resolve(address[0]);
    });
    server.once('close', (code) => reject(new Error(`varai dev ended with ${code}: ${said}`)));
  });
  return { server, url };
}

/** Address of the first product the demo shows. */
async function productPage(url: string): Promise<string> {
  const html = await (await fetch(`${url}/demo`)).text();
  const path = /href="(\/demo\/products\/[^"]+)"/.exec(html)?.[1];
  if (path === undefined) throw new Error('the demo shows no product');
  return url + path;
}

/** One page load in a browser of its own, as Lighthouse's mobile preset measures it. */
async function load(url: string): Promise<PageLoad> {
  const chromePath = findChromium();
  if (chromePath === null) throw new Error(NO_CHROMIUM);
  const chrome = await launch({ chromePath, chromeFlags: [...CHROMIUM_FLAGS], logLevel: 'silent' });
  try {
    const result = await lighthouse(url, {
      port: chrome.port,
      onlyCategories: ['performance'],
      output: 'json',
      logLevel: 'silent',
    });
    if (result === undefined) throw new Error('Lighthouse gave no result');
    const { audits, categories } = result.lhr;
    const number = (name: string) => audits[name]?.numericValue ?? Number.NaN;
    return {
      score: Math.round((categories.performance?.score ?? Number.NaN) * 100),
      lcp: Math.round(number('largest-contentful-paint')),
      cls: number('cumulative-layout-shift'),
      tbt: Math.round(number('total-blocking-time')),
    };
  } finally {
    chrome.kill();
  }
}
