import type { KeyringView } from '../../../server/keyring/index.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class KeyringStatus extends VaraiCommand {
  static override summary = 'Show how old the keys are that encrypt what is kept, and whether to renew them';
  static override examples = ['<%= config.bin %> keyring status', '<%= config.bin %> keyring status --json'];
  static override flags = { 'data-dir': storeFlags['data-dir'] };

  async run(): Promise<KeyringView> {
    const { flags } = await this.parse(KeyringStatus);
    const view = await this.withClient({ ...flags, store: 'default' }, (client) =>
      client.call<KeyringView>({ method: 'GET', path: '/admin/v1/keyring' }),
    );
    const day = (at: number) => new Date(at).toISOString().slice(0, 10);
    const versions = view.versions.map(({ version, made_at }) => `${version} (${day(made_at)})`).join(', ');
    this.log(`Wrapped by:   ${view.key_service ?? 'the key file in the data folder'}`);
    this.log(`Key file:     versions ${versions}`);
    this.log(`Data keys:    ${view.stores} of stores, ${view.subjects} of people`);
    this.log(`Oldest key:   ${view.oldest_at === null ? 'none yet' : day(view.oldest_at)}`);
    if (view.is_due)
      this.log('\nNext:  varai keyring rotate (a running server does it by itself within the hour)');
    return view;
  }
}
