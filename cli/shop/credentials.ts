import { text } from 'node:stream/consumers';
import { askSecret, askText } from '../ask.ts';
import { EXIT, Failure } from '../failure.ts';
import type { PlatformInfo } from './wire.ts';

export type Credentials = Record<string, string>;
export type Field = PlatformInfo['credential_fields'][number];

/** Looks like a secret on the command line, where every user of the machine can read it. */
const SECRET_FLAG = /^--(?:[a-z-]*-)?(?:secret|token|password|consumer-key|api-key)(?:=|$)/;

/** @throws Failure when a secret stands among the arguments. */
export function refuseSecrets(argv: readonly string[]): void {
  const flag = argv.find((argument) => SECRET_FLAG.test(argument))?.split('=')[0];
  if (flag === undefined) return;
  throw new Failure(
    `${flag} is not taken as an argument: others on this machine could read it.`,
    'Leave it out to be asked, set its environment variable, or pipe JSON to --credentials-stdin.',
    EXIT.usage,
  );
}

/** Credentials from the environment and, before them, from JSON on standard input. */
export async function givenCredentials(
  fields: readonly Field[],
  options: { stdin: boolean; env: NodeJS.ProcessEnv },
): Promise<Credentials> {
  const piped = options.stdin ? await fromStdin(fields) : {};
  const found = fields.map(({ name, env }) => [name, piped[name] ?? options.env[env] ?? ''] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}

async function fromStdin(fields: readonly Field[]): Promise<Credentials> {
  const names = fields.map(({ name }) => name);
  const wanted = () =>
    new Failure(
      'Standard input holds no credentials.',
      `Pipe a JSON object with ${names.join(', ')}.`,
      EXIT.usage,
    );
  let given: unknown;
  try {
    given = JSON.parse(await text(process.stdin));
  } catch {
    throw wanted();
  }
  if (typeof given !== 'object' || given === null) throw wanted();
  const known = Object.entries(given).filter(
    ([name, value]) => names.includes(name) && typeof value === 'string',
  );
  if (known.length !== Object.keys(given).length) throw wanted();
  return Object.fromEntries(known) as Credentials;
}

/** Asks for what is not given yet, in the words of the platform's own admin pages. */
export async function askCredentials(
  fields: readonly Field[],
  given: Credentials,
  say: (line: string) => void,
): Promise<Credentials> {
  const answers: Credentials = { ...given };
  let lastHint = '';
  for (const { name, prompt, secret, required, hint } of fields) {
    if (answers[name] !== undefined) continue;
    if (hint !== lastHint) say(`  ${hint}`);
    lastHint = hint;
    const answer = await askUntilGiven(
      () => (secret ? askSecret(`${prompt}:`) : askText({ message: `${prompt}:` })),
      required,
    );
    if (answer !== '') answers[name] = answer;
  }
  return answers;
}

const MOST_ASKED = 3;

async function askUntilGiven(ask: () => Promise<string>, isRequired: boolean): Promise<string> {
  for (let i = 0; i < MOST_ASKED; i++) {
    const answer = (await ask()).trim();
    if (answer !== '' || !isRequired) return answer;
  }
  throw new Failure(
    'It does not go without this.',
    'Run the command again when you have it at hand.',
    EXIT.usage,
  );
}

/** How a script gives what is missing. */
export const howToGive = ({ env }: Field): string => `${env} (or --credentials-stdin)`;
