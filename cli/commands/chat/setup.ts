import { readFile } from 'node:fs/promises';
import { Args, Flags } from '@oclif/core';
import type { ChatSettings } from '../../../server/chat/settings.ts';
import { settingsInWords } from '../../chat/settings.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';
import { jsonLines } from '../../json-lines.ts';

const PATH = '/admin/v1/chat/settings';

export default class ChatSetup extends VaraiCommand {
  static override summary =
    'Set up a store’s assistant: its tone, who it hands over to, the questions it answers';
  static override description =
    'A file replaces everything; flags change what stands. `varai chat show --json` prints such a file.';
  static override examples = [
    '<%= config.bin %> chat setup chat.json --dry-run',
    '<%= config.bin %> chat setup --tone formal --handover-email help@shop.example',
    '<%= config.bin %> chat setup --no-enabled',
  ];
  static override args = { file: Args.string({ description: 'JSON with the whole settings' }) };
  static override flags = {
    ...storeFlags,
    enabled: Flags.boolean({ description: 'Whether the store has an assistant', allowNo: true }),
    'assistant-name': Flags.string({ description: 'How it calls itself' }),
    tone: Flags.string({
      description: 'How it addresses people',
      options: ['friendly', 'formal', 'playful'],
    }),
    voice: Flags.string({ description: 'How the store sounds, in its own words; for language models' }),
    model: Flags.string({
      description: 'vertex: Vertex AI where the server has it. local: nothing leaves the server',
      options: ['local', 'vertex'],
    }),
    'handover-email': Flags.string({ description: 'Where people answer', helpGroup: 'PEOPLE' }),
    'handover-phone': Flags.string({ description: 'As it is to be read', helpGroup: 'PEOPLE' }),
    'handover-url': Flags.string({ description: 'A page to reach people by', helpGroup: 'PEOPLE' }),
    'handover-hours': Flags.string({ description: 'When somebody answers', helpGroup: 'PEOPLE' }),
    'dry-run': Flags.boolean({ description: 'Check, and change nothing' }),
  };

  async run(): Promise<ChatSettings> {
    const { args, flags } = await this.parse(ChatSetup);
    const changes = defined({
      enabled: flags.enabled,
      assistant_name: flags['assistant-name'],
      tone: flags.tone,
      voice: flags.voice,
      model: flags.model,
    });
    const people = defined({
      email: flags['handover-email'],
      phone: flags['handover-phone'],
      url: flags['handover-url'],
      hours: flags['handover-hours'],
    });
    if (args.file === undefined && Object.keys({ ...changes, ...people }).length === 0)
      throw new Failure('Nothing to set up.', 'Name a file or a flag: varai chat setup --help', EXIT.usage);
    const text = args.file === undefined ? null : await readText(args.file);
    const settings = await this.withClient(flags, async (client) => {
      const standing =
        text === null
          ? await client.call<ChatSettings>({ method: 'GET', path: PATH })
          : parsed(args.file, text);
      const handover =
        Object.keys(people).length === 0 ? {} : { handover: { ...standing.handover, ...people } };
      return client
        .call<ChatSettings>({
          method: 'PUT',
          path: PATH,
          query: { dry_run: flags['dry-run'] || undefined },
          body: { ...standing, ...changes, ...handover },
        })
        .catch((error: Failure) => {
          throw text === null ? error : placed(error, args.file ?? '', text);
        });
    });
    this.log(settingsInWords(settings));
    if (flags['dry-run']) this.logToStderr('Nothing was changed: this was a dry run.');
    return settings;
  }
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`${file} can't be read (${error.code}).`, 'Check the path.', EXIT.badInput);
  });
}

function parsed(file: string | undefined, text: string): Partial<ChatSettings> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw new Failure(`${file} is not JSON: ${(error as Error).message}`, 'Mend the file.', EXIT.badInput);
  }
  throw new Failure(`${file} is not a JSON object.`, 'See: varai chat show --json', EXIT.badInput);
}

/** The server's faults with the lines of the file they stand on. */
function placed(error: Failure, file: string, text: string): Failure {
  const { errors } = (error.details.problem ?? {}) as { errors?: { pointer?: string; detail: string }[] };
  if (errors === undefined) return error;
  const lines = jsonLines(text);
  const faults = errors.map(({ pointer = '', detail }) => {
    const place = pointer.replace(/^\/body/, '');
    return `${file}:${lines.get(place) ?? 1}: ${place.slice(1) || 'the settings'} ${detail}`;
  });
  return new Failure(faults.join('\n'), 'Mend the lines named.', EXIT.badInput, error.details);
}
