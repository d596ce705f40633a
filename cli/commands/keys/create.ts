import { Flags } from '@oclif/core';
import { storeFlags, VaraiCommand } from '../../command.ts';

interface CreatedKey {
  key: string;
  key_id: string;
  kind: string;
  allowed_origins: string[];
}

export default class KeysCreate extends VaraiCommand {
  static override summary = 'Make an API key for a store on this machine';
  static override description =
    'A publishable key goes into pages of the websites named; a secret key stays on servers and is shown once.';
  static override examples = [
    '<%= config.bin %> keys create --origin https://shop.example',
    '<%= config.bin %> keys create --kind secret --label "nightly import"',
  ];
  static override flags = {
    store: storeFlags.store,
    'data-dir': storeFlags['data-dir'],
    kind: Flags.string({
      description: 'Kind of key',
      options: ['publishable', 'secret'],
      default: 'publishable',
    }),
    origin: Flags.string({
      description: 'Website that may use a publishable key; may be repeated',
      multiple: true,
    }),
    label: Flags.string({ description: 'A note to yourself' }),
  };

  async run(): Promise<CreatedKey> {
    const { flags } = await this.parse(KeysCreate);
    const created = await this.withClient(flags, (client) =>
      client.call<CreatedKey>({
        method: 'POST',
        path: '/admin/v1/keys',
        body: { kind: flags.kind, label: flags.label, allowed_origins: flags.origin },
      }),
    );
    this.log(created.key);
    if (created.kind === 'secret') this.logToStderr('Keep it now: it is not shown again.');
    else if (created.allowed_origins.length === 0)
      this.logToStderr('No website may use it from a browser yet: add --origin https://your.shop');
    return created;
  }
}
