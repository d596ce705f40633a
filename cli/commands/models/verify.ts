import { join } from 'node:path';
import { VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';

export default class ModelsVerify extends VaraiCommand {
  static override summary = 'Check that the model files are the ones the manifest names';
  static override examples = ['<%= config.bin %> models verify'];

  async run(): Promise<unknown> {
    await this.parse(ModelsVerify);
    const { ModelError, verifyModels } = await import('../../../models/manifest.ts');
    try {
      const models = await verifyModels(join(this.config.root, 'models'));
      this.log(`${models.length} models are whole.`);
      return { models: models.length };
    } catch (error) {
      if (error instanceof ModelError) throw new Failure(error.message, 'varai models build', EXIT.broken);
      throw error;
    }
  }
}
