import { VaraiCommand } from '../../command.ts';

export default class ModelsList extends VaraiCommand {
  static override summary = 'List the face models, where they come from and their licences';
  static override examples = ['<%= config.bin %> models list'];

  async run(): Promise<unknown> {
    await this.parse(ModelsList);
    const { listModels } = await import('../../../models/manifest.ts');
    const { table } = await import('../../table.ts');
    const models = listModels();
    const rows = models.map(({ name, version, licence, sha256 }) => [
      name,
      version,
      licence,
      sha256.slice(0, 16),
    ]);
    this.log(table(['Model', 'Version', 'Licence', 'SHA-256'], rows));
    return models;
  }
}
