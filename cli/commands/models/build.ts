import { join } from 'node:path';
import { Flags } from '@oclif/core';
import { VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';

export default class ModelsBuild extends VaraiCommand {
  static override summary = 'Convert the pinned weights to ONNX and check the result';
  static override examples = ['<%= config.bin %> models build'];
  static override flags = {
    source: Flags.string({
      description: 'Folder with the weights; the installed @vladmandic/human otherwise',
    }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(ModelsBuild);
    const { buildModels } = await import('../../../models/build.ts');
    const { ModelError } = await import('../../../models/manifest.ts');
    const { root } = this.config;
    try {
      const models = await buildModels({
        sourceDir: flags.source ?? join(root, 'node_modules', '@vladmandic', 'human', 'models'),
        outDir: join(root, 'models'),
        onProgress: (line) => this.logToStderr(`${line}`),
      });
      this.log(`${models.length} models built and verified.`);
      return { models: models.map(({ name, version, sha256 }) => ({ name, version, sha256 })) };
    } catch (error) {
      if (error instanceof ModelError)
        throw new Failure(error.message, 'Install the pinned weights: npm ci', EXIT.broken);
      if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
      throw new Failure(
        'An installed package brings its models along; they are built in a clone of the repository.',
        'varai models verify',
      );
    }
  }
}
