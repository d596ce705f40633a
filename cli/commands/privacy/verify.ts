import { readFile } from 'node:fs/promises';
import { Args } from '@oclif/core';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';

export default class PrivacyVerify extends VaraiCommand {
  static override summary =
    'Check that this installation signed a confirmation or proof, and that nobody changed it';
  static override examples = ['<%= config.bin %> privacy verify confirmation.json'];
  static override args = {
    file: Args.string({
      description: 'As `privacy erase` or `privacy consents --proof` wrote it',
      required: true,
    }),
  };
  static override flags = storeFlags;

  async run(): Promise<{ valid: true }> {
    const { args, flags } = await this.parse(PrivacyVerify);
    const body = await documentIn(args.file);
    const { valid } = await this.withClient(flags, (client) =>
      client.call<{ valid: boolean }>({ method: 'POST', path: '/privacy/v1/verify', body }),
    );
    if (!valid) {
      const next = 'Ask whoever gave it to you for the original, and check the store’s server and keyring.';
      throw new Failure('This was changed, or was signed by another installation.', next, EXIT.badInput);
    }
    this.log('Signed here, and unchanged.');
    return { valid };
  }
}

async function documentIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new Failure(`${file} can’t be read as JSON.`, 'Name the file as it was written.', EXIT.badInput);
  }
}
