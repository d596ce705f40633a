import { Flags } from '@oclif/core';
import type { Transcript } from '../../../server/chat/quality/transcripts.ts';
import { plain } from '../../chat/screen.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { clock } from '../../time.ts';

interface Listed {
  transcripts: Transcript[];
}

export default class ChatTranscripts extends VaraiCommand {
  static override summary = 'What was said to a store’s assistant, the newest first';
  static override description =
    'Of shoppers who agreed to analytics and improvement, masked, for 30 days. Each reading stands in the audit log.';
  static override examples = [
    '<%= config.bin %> chat transcripts --unanswered',
    '<%= config.bin %> chat transcripts --not-helpful --json',
  ];
  static override flags = {
    ...storeFlags,
    unanswered: Flags.boolean({ description: 'Only where nothing fitting could be said' }),
    'not-helpful': Flags.boolean({ description: 'Only where the shopper said that it was no help' }),
    before: Flags.integer({
      description: 'Only those from before; ms since 1970, as --json shows `at`',
      min: 0,
    }),
    limit: Flags.integer({ description: 'How many', default: 20, min: 1, max: 100 }),
  };

  async run(): Promise<Listed> {
    const { flags } = await this.parse(ChatTranscripts);
    const listed = await this.withClient(flags, (client) =>
      client.call<Listed>({
        method: 'GET',
        path: '/admin/v1/chat/transcripts',
        query: {
          unanswered: flags.unanswered || undefined,
          helpful: flags['not-helpful'] ? false : undefined,
          before: flags.before,
          limit: flags.limit,
        },
      }),
    );
    if (listed.transcripts.length === 0)
      this.log('None. They are kept of shoppers who agreed to analytics and improvement.');
    for (const turn of listed.transcripts) this.log(inWords(turn));
    return listed;
  }
}

function inWords(turn: Transcript): string {
  const marks = [
    turn.unanswered && 'unanswered',
    turn.helpful === false && 'no help',
    turn.helpful && 'a help',
  ];
  const told = [turn.intent, turn.language, turn.model, ...marks].filter(Boolean).join(', ');
  const lines = [
    `${clock(turn.at)}  ${told}`,
    `  shopper    ${turn.shopper}`,
    `  assistant  ${turn.assistant ?? '(left out: it spoke of the shopper’s face)'}`,
    ...(turn.comment === null ? [] : [`  comment    ${turn.comment}`]),
  ];
  return plain(lines.join('\n').replaceAll('\n\n', '\n'));
}
