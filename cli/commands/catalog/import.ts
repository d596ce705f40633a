import { readFile } from 'node:fs/promises';
import { Args, Flags } from '@oclif/core';
import type { ImportResult } from '../../../server/catalog/index.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';

/** More rows than these are counted, not shown. */
const MOST_NOTES = 50;
const TYPES: Record<string, string> = {
  csv: 'text/csv',
  json: 'application/json',
  xml: 'application/xml',
  tsv: 'text/tab-separated-values',
};

/** What `--format` tells the server. A table with tabs is Google's or the shop's own, which its headings say. */
const FORMATS: Record<string, string | undefined> = { csv: 'csv', json: 'json', xml: 'google-xml' };

export default class CatalogImport extends VaraiCommand {
  static override summary = 'Import products from CSV, JSON or a Google Merchant feed';
  static override description =
    'Every row is checked first. If one is wrong nothing is imported, unless --skip-invalid says so.';
  static override examples = [
    '<%= config.bin %> catalog import products.csv',
    '<%= config.bin %> catalog import feed.xml --mode replace --dry-run',
  ];
  static override args = { file: Args.string({ required: true, description: '.csv, .json, .xml or .tsv' }) };
  static override flags = {
    ...storeFlags,
    format: Flags.string({
      description: 'Format, when the file name does not say',
      options: Object.keys(TYPES),
    }),
    mode: Flags.string({
      description: 'merge keeps products the file does not name; replace removes them',
      options: ['merge', 'replace'],
      default: 'merge',
    }),
    'dry-run': Flags.boolean({ description: 'Check and count, change nothing' }),
    'skip-invalid': Flags.boolean({ description: 'Import the good rows and report the bad ones' }),
  };

  async run(): Promise<ImportResult> {
    const { args, flags } = await this.parse(CatalogImport);
    const contentType = TYPES[flags.format ?? args.file.split('.').pop()?.toLowerCase() ?? ''];
    if (contentType === undefined) {
      throw new Failure(
        `The format of ${args.file} is not clear.`,
        'Say it: --format csv|json|xml|tsv',
        EXIT.usage,
      );
    }
    const body = await readFile(args.file).catch((error: NodeJS.ErrnoException) => {
      throw new Failure(`${args.file} can't be read (${error.code}).`, 'Check the path.', EXIT.badInput);
    });
    const result = await this.withClient(flags, (client) =>
      client.call<ImportResult>({
        method: 'POST',
        path: '/admin/v1/products/import',
        query: {
          format: FORMATS[flags.format ?? ''],
          mode: flags.mode,
          dry_run: flags['dry-run'] || undefined,
          skip_invalid: flags['skip-invalid'] || undefined,
        },
        body,
        contentType,
      }),
    );
    const { imported, updated, unchanged, removed, errors, warnings } = result;
    this.log(
      `${flags['dry-run'] ? 'Would import' : 'Imported'} ${imported} new, ${updated} changed, ${unchanged} unchanged, ${removed} removed.`,
    );
    const notes = [...errors, ...warnings].map(({ row, detail }) => `  row ${row}: ${detail}`);
    for (const note of notes.slice(0, MOST_NOTES)) this.logToStderr(note);
    if (notes.length > MOST_NOTES)
      this.logToStderr(`  … and ${notes.length - MOST_NOTES} more (--json names all)`);
    return result;
  }
}
