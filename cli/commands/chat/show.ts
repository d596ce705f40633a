import type { ChatSettings } from '../../../server/chat/settings.ts';
import { settingsInWords } from '../../chat/settings.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class ChatShow extends VaraiCommand {
  static override summary = 'Show how a store’s assistant is set up';
  static override description = 'With --json it is the file that `varai chat setup` takes.';
  static override examples = [
    '<%= config.bin %> chat show',
    '<%= config.bin %> chat show --json > chat.json',
  ];
  static override flags = { ...storeFlags };

  async run(): Promise<ChatSettings> {
    const { flags } = await this.parse(ChatShow);
    const settings = await this.withClient(flags, (client) =>
      client.call<ChatSettings>({ method: 'GET', path: '/admin/v1/chat/settings' }),
    );
    this.log(settingsInWords(settings));
    return settings;
  }
}
