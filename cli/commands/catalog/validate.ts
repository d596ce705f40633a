import { readFile } from 'node:fs/promises';
import { Args } from '@oclif/core';
import { VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';

export default class CatalogValidate extends VaraiCommand {
  static override summary = 'Check a product file without importing it';
  static override examples = ['<%= config.bin %> catalog validate products.csv'];
  static override args = { file: Args.string({ required: true, description: '.csv, .json, .xml or .tsv' }) };

  async run(): Promise<{ products: number; errors: unknown[] }> {
    const { args } = await this.parse(CatalogValidate);
    const { parseCatalog } = await import('../../../server/catalog/index.ts');
    const bytes = await readFile(args.file).catch((error: NodeJS.ErrnoException) => {
      throw new Failure(`${args.file} can't be read (${error.code}).`, 'Check the path.', EXIT.badInput);
    });
    const { products, errors } = await parseCatalog(bytes);
    if (errors.length > 0) {
      const lines = errors.slice(0, 50).map(({ row, detail }) => `  row ${row}: ${detail}`);
      const more = errors.length > 50 ? [`  … and ${errors.length - 50} more`] : [];
      throw new Failure(
        [
          `${args.file}: ${errors.length} rows are wrong, ${products.length} are good.`,
          ...lines,
          ...more,
        ].join('\n'),
        'Mend the rows named, or import the good ones with --skip-invalid.',
        EXIT.badInput,
        { products: products.length, errors },
      );
    }
    this.log(`${args.file}: ${products.length} products, all good.`);
    return { products: products.length, errors };
  }
}
