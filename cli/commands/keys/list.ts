import { Flags } from '@oclif/core';
import type { ApiKey } from '../../../server/access/index.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class KeysList extends VaraiCommand {
  static override summary = 'List the API keys of a store, and which are to be rotated';
  static override examples = [
    '<%= config.bin %> keys list --store demo',
    '<%= config.bin %> keys list --all',
  ];
  static override flags = {
    ...storeFlags,
    all: Flags.boolean({ description: 'With those that were revoked' }),
  };

  async run(): Promise<{ keys: ApiKey[] }> {
    const { flags } = await this.parse(KeysList);
    const answer = await this.withClient(flags, (client) =>
      client.call<{ keys: ApiKey[] }>({ method: 'GET', path: '/admin/v1/keys' }),
    );
    const keys = answer.keys.filter(({ status }) => flags.all || status !== 'revoked');
    if (this.jsonEnabled()) return { keys };
    if (keys.length === 0) {
      this.log(`No keys in store "${flags.store}".\nNext:  varai keys create --store ${flags.store}`);
      return { keys };
    }
    const { keyTable } = await import('../../access/words.ts');
    this.log(keyTable(keys));
    return { keys };
  }
}
