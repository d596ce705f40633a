import { Flags } from '@oclif/core';
import type { Migration } from '../../../server/migrate.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { serverFailure } from '../../server-failure.ts';
import { table } from '../../table.ts';

export default class DbMigrate extends VaraiCommand {
  static override summary =
    'Make every collection, index and shard key, and encrypt what an earlier version left open';
  static override description =
    'Safe to run again, and while servers run. MongoDB is named by MONGODB_URI; the embedded store makes its indexes whenever it is opened.';
  static override examples = [
    '<%= config.bin %> db migrate --dry-run',
    'MONGODB_URI=mongodb://db.example/varai <%= config.bin %> db migrate --json',
  ];
  static override flags = {
    'data-dir': storeFlags['data-dir'],
    'dry-run': Flags.boolean({ description: 'Say what would be made, change nothing', default: false }),
  };

  async run(): Promise<Migration> {
    const { flags } = await this.parse(DbMigrate);
    const dataDir = flags['data-dir'];
    const config = await this.settings(dataDir === undefined ? {} : { data_dir: dataDir });
    const { migrate } = await import('../../../server/migrate.ts');
    const { showActivity } = await import('../../activity.ts');
    const work = migrate(config, flags['dry-run']).catch((error: Error) => {
      throw serverFailure(error, config);
    });
    const migration = await showActivity('Comparing the indexes', work);
    this.tell(migration);
    return migration;
  }

  private tell({ store, server, dry_run, indexes, sealed }: Migration): void {
    if (sealed > 0) this.log(`${sealed} documents of an earlier version are sealed now.`);
    if (store === 'embedded') {
      this.log(`The embedded store in ${server} makes its indexes whenever it is opened: nothing to do.`);
      return;
    }
    const rows = indexes.map(({ collection, index, keys, outcome, note = '' }) => [
      collection,
      index,
      Object.entries(keys)
        .map(([field, order]) => `${field}:${order}`)
        .join(' '),
      outcome,
      note,
    ]);
    this.log(table(['collection', 'index', 'keys', 'outcome', 'note'], rows));
    const count = indexes.filter(({ outcome }) => /creat|replac/.test(outcome)).length;
    this.log(
      `\n${server}: ${count} ${dry_run ? 'to make' : 'made'}, ${indexes.length - count} left as they are.`,
    );
  }
}
