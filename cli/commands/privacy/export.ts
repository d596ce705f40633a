import { storeFlags, VaraiCommand } from '../../command.ts';
import { countsInWords, keepPrivately, outFlag, personFlags, personOf } from '../../privacy.ts';

interface Archive {
  data: Record<string, unknown[]>;
}

export default class PrivacyExport extends VaraiCommand {
  static override summary = 'Everything held about a person, as one JSON document with its schema';
  static override examples = [
    '<%= config.bin %> privacy export --customer 8812345 --out archive.json',
    '<%= config.bin %> privacy export --session ses_… --json',
  ];
  static override flags = { ...storeFlags, ...personFlags, out: outFlag };

  async run(): Promise<Archive> {
    const { flags } = await this.parse(PrivacyExport);
    const body = personOf(flags);
    const archive = await this.withClient(flags, (client) =>
      client.call<Archive>({ method: 'POST', path: '/admin/v1/privacy/export', body }),
    );
    if (flags.out !== undefined) await keepPrivately(flags.out, archive);
    else if (!this.jsonEnabled()) this.log(JSON.stringify(archive, null, 2));
    const counts = Object.entries(archive.data).map(([name, items]) => [name, items.length] as const);
    this.logToStderr(`Held: ${countsInWords(Object.fromEntries(counts))}.`);
    return archive;
  }
}
