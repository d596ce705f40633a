import { Flags } from '@oclif/core';
import type { ApiKey } from '../../../server/access/index.ts';
import { givenBody, givenFlags } from '../../access/words.ts';
import { VaraiCommand } from '../../command.ts';

export default class KeysCreate extends VaraiCommand {
  static override summary = 'Make an API key for a store';
  static override description =
    'A publishable key goes into pages of the websites named; a secret key stays on servers and is shown once. ' +
    'Nobody can give a key more than they may themselves.';
  static override examples = [
    '<%= config.bin %> keys create --origin https://shop.example',
    '<%= config.bin %> keys create --kind secret --label "nightly import" --scope write:configuration --expires 90d',
    '<%= config.bin %> keys create --kind secret --role analytics_service --limit 100',
  ];
  static override flags = {
    ...givenFlags,
    kind: Flags.string({
      description: 'Kind of key',
      options: ['publishable', 'secret'],
      default: 'publishable',
    }),
    origin: Flags.string({
      description: 'Website that may use a publishable key; may be repeated',
      multiple: true,
    }),
  };

  async run(): Promise<ApiKey & { key: string }> {
    const { flags } = await this.parse(KeysCreate);
    const body = { ...givenBody(flags), kind: flags.kind, allowed_origins: flags.origin };
    const created = await this.withClient(flags, (client) =>
      client.call<ApiKey & { key: string }>({ method: 'POST', path: '/admin/v1/keys', body }),
    );
    this.log(created.key);
    if (created.kind === 'secret') this.logToStderr('Keep it now: it is not shown again.');
    else if (created.allowed_origins.length === 0)
      this.logToStderr('No website may use it from a browser yet: add --origin https://your.shop');
    return created;
  }
}
