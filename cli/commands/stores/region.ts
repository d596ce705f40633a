import { Args, Flags } from '@oclif/core';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';

interface Regional {
  store_id: string;
  data_region: string | null;
}

export default class StoresRegion extends VaraiCommand {
  static override summary = 'Show or choose the region in which the data of a store’s shoppers must lie';
  static override description =
    'A server of another region sends these shoppers to the address that its setting region_addresses names, and keeps nothing of theirs.';
  static override examples = [
    '<%= config.bin %> stores region',
    '<%= config.bin %> stores region eu',
    '<%= config.bin %> stores region --none',
  ];
  static override args = { region: Args.string({ description: 'Such as eu; left out, it is only shown' }) };
  static override flags = {
    ...storeFlags,
    none: Flags.boolean({ description: 'Let the shopper’s country alone decide' }),
  };

  async run(): Promise<Regional> {
    const { args, flags } = await this.parse(StoresRegion);
    if (flags.none && args.region !== undefined)
      throw new Failure('A region and --none say two things.', 'Leave one of them out.', EXIT.usage);
    const store = await this.withClient(flags, (client) =>
      flags.none || args.region !== undefined
        ? client.call<Regional>({
            method: 'PUT',
            path: '/admin/v1/store/data-region',
            body: { data_region: args.region ?? null },
          })
        : client.call<Regional>({ method: 'GET', path: '/admin/v1/store' }),
    );
    this.log(store.data_region ?? 'No region: the shopper’s country decides.');
    return store;
  }
}
