import { Flags } from '@oclif/core';
import type { OAuthClient } from '../../../server/access/index.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class ClientsList extends VaraiCommand {
  static override summary = 'List the OAuth clients of a store, and which secrets are to be rotated';
  static override examples = [
    '<%= config.bin %> clients list',
    '<%= config.bin %> clients list --all --json',
  ];
  static override flags = {
    ...storeFlags,
    all: Flags.boolean({ description: 'With those that were revoked' }),
  };

  async run(): Promise<{ clients: OAuthClient[] }> {
    const { flags } = await this.parse(ClientsList);
    const answer = await this.withClient(flags, (client) =>
      client.call<{ clients: OAuthClient[] }>({ method: 'GET', path: '/admin/v1/clients' }),
    );
    const clients = answer.clients.filter(({ status }) => flags.all || status !== 'revoked');
    if (this.jsonEnabled()) return { clients };
    if (clients.length === 0) {
      this.log(
        `No OAuth clients in store "${flags.store}".\nNext:  varai clients create --store ${flags.store}`,
      );
      return { clients };
    }
    const { clientTable } = await import('../../access/words.ts');
    this.log(clientTable(clients));
    return { clients };
  }
}
