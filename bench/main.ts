import type { Measured, Report } from './report.ts';

type Bench = { bench(report: Report, root: string): Promise<void> };

/** Every bench, each loaded when it is its turn. */
const BENCHES: Record<string, () => Promise<Bench>> = {
  face: () => import('./face.ts'),
  recommend: () => import('./recommend.ts'),
  http: () => import('./http.ts'),
  chat: () => import('./chat.ts'),
  sync: () => import('./sync.ts'),
  realtime: () => import('./realtime.ts'),
  cli: () => import('./cli.ts'),
  widget: () => import('./widget.ts'),
};

/**
 * Runs the benches named, or all. Figures go to standard output, as a table or as one JSON object
 * `{name: {value, limit, ratio, unit, bar}}`; what is going on goes to standard error.
 */
export async function main(root: string, args: readonly string[]): Promise<void> {
  const isJson = args.includes('--json');
  const named = args.filter((arg) => !arg.startsWith('-'));
  const unknown = named.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) {
    process.stderr.write(
      `No bench named ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const results: Record<string, Measured & { ratio: number }> = {};
  for (const name of named.length > 0 ? named : Object.keys(BENCHES)) {
    process.stderr.write(`${name} …\n`);
    const { bench } = await (BENCHES[name] as () => Promise<Bench>)();
    await bench((figure, measured) => {
      const ratio = measured.value / measured.limit;
      results[figure] = {
        ...measured,
        value: round(measured.value),
        limit: round(measured.limit),
        ratio: round(ratio),
      };
      if (!isJson) process.stdout.write(`${line(figure, results[figure])}\n`);
    }, root);
  }
  if (isJson) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
}

function line(
  name: string,
  { value, limit, ratio, unit, bar, barIs = 'ratio', atLeast }: Measured & { ratio: number },
): string {
  const figure = barIs === 'ratio' ? ratio : value;
  const held = bar !== undefined && (atLeast ? figure >= bar : figure <= bar);
  const promise =
    bar === undefined
      ? ''
      : `  promised ${atLeast ? '≥' : '≤'} ${bar}${barIs === 'ratio' ? '×' : ` ${unit}`} ${held ? '✓' : '✗'}`;
  return `  ${name.padEnd(44)} ${`${value} ${unit}`.padStart(14)}  limit ${`${limit} ${unit}`.padStart(14)}  ${`${ratio}×`.padStart(8)}${promise}`;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
