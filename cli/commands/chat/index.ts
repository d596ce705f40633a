import { createInterface } from 'node:readline';
import { Flags } from '@oclif/core';
import { say } from '../../chat/say.ts';
import { plain, type Screen, screenOf } from '../../chat/screen.ts';
import type { Client } from '../../client.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { withVisit } from '../../visit.ts';

export default class Chat extends VaraiCommand {
  static override summary = 'Talk to the assistant of a store';
  static override description =
    'Each line is a message; a number chooses what it stands before. /new forgets the conversation, /json shows answers whole, /quit ends. Lines can be piped in; with --json each answer is a line of JSON. What was said is deleted at the end.';
  static override examples = [
    '<%= config.bin %> chat --store demo',
    'echo "round frames under 150, not black" | <%= config.bin %> chat --store demo --json',
    '<%= config.bin %> chat --photo selfie.jpg --language de',
  ];
  static override flags = {
    ...storeFlags,
    language: Flags.string({ description: 'Language to begin in', options: ['en', 'de', 'fr', 'es', 'it'] }),
    photo: Flags.string({ description: 'Photo to measure first, so that the assistant knows the face' }),
    flat: Flags.boolean({ description: 'The picture is a drawing: it has no perspective' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Chat);
    const { photo, flat: isFlat } = flags;
    await this.connected(flags, async (client) => {
      if (photo !== undefined) {
        const { withMeasuredPhoto } = await import('../../photo.ts');
        return withMeasuredPhoto(client, { file: photo, isFlat }, ({ session_id }, visiting) =>
          this.talk(visiting, { session_id, language: flags.language }),
        );
      }
      return withVisit(client, async (visiting, session_id) => {
        if (flags.server === undefined) await this.warnOfNoFrames(client, flags.store);
        await this.talk(visiting, { session_id, language: flags.language });
      });
    });
  }

  /** A store of this machine that has no frames, often one that was mistyped, is talked to in vain. */
  private async warnOfNoFrames(client: Client, store: string): Promise<void> {
    const query = { limit: 1 };
    const { products } = await client.call<{ products: unknown[] }>({
      method: 'GET',
      path: '/admin/v1/products',
      query,
    });
    if (products.length > 0) return;
    this.logToStderr(
      `Store "${store}" has no frames yet.\nNext:  varai catalog import FILE --store ${store}   (the demo shop's store is "demo")`,
    );
  }

  private async talk(client: Client, visit: { session_id: string; language: string | undefined }) {
    const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
    let isJson = this.jsonEnabled();
    let screen: Screen = { lines: [], choices: [] };
    const lines = createInterface({
      input: process.stdin,
      ...(isTerminal && { output: process.stdout, prompt: '\n> ' }),
    });
    lines.on('SIGINT', () => lines.close());
    if (isTerminal)
      this.logToStderr('The assistant is a program. /quit ends, /new begins anew, /json shows all.');
    lines.prompt();
    for await (const line of lines) {
      const typed = line.trim();
      if (typed === '/quit') break;
      if (typed === '/json') isJson = !isJson;
      else if (typed === '/new') await this.forget(client, visit.session_id);
      else if (typed !== '') {
        const text = /^\d{1,2}$/.test(typed) ? (screen.choices[Number(typed) - 1] ?? typed) : typed;
        const write = (piece: string) => void (isJson || process.stdout.write(plain(piece)));
        const answer = await say(client, visit, text, write);
        screen = screenOf(answer);
        const below = screen.lines.map((each) => `${plain(each)}\n`).join('');
        process.stdout.write(isJson ? `${JSON.stringify(answer)}\n` : `\n${below}`);
      }
      lines.prompt();
    }
    lines.close();
  }

  private async forget(client: Client, session_id: string): Promise<void> {
    await client.call({ method: 'DELETE', path: '/v1/ai/chat', query: { session_id } });
    this.logToStderr('Forgotten: the conversation begins anew.');
  }

  /** Each answer was printed when it came; there is no sum at the end. */
  protected override logJson(json: unknown): void {
    if (json !== undefined) super.logJson(json);
  }
}
