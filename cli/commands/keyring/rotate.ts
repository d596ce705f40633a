import { setTimeout as pause } from 'node:timers/promises';
import { Flags } from '@oclif/core';
import type { KeyringView } from '../../../server/keyring/index.ts';
import { agree } from '../../ask.ts';
import type { Client } from '../../client.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { Failure } from '../../failure.ts';
import { showProgress } from '../../progress.ts';

const ASK_EVERY_MS = 300;
type Rotation = KeyringView['rotation'];

export default class KeyringRotate extends VaraiCommand {
  static override summary = 'Renew every key and encrypt everything anew, while servers go on';
  static override description =
    'May be cut off and begun again at any time. Backups made before open until the keys are renewed once more.';
  static override examples = [
    '<%= config.bin %> keyring rotate',
    '<%= config.bin %> keyring rotate --yes --json',
  ];
  static override flags = {
    'data-dir': storeFlags['data-dir'],
    yes: Flags.boolean({ char: 'y', description: 'Do not ask' }),
  };

  async run(): Promise<Rotation> {
    const { flags } = await this.parse(KeyringRotate);
    await agree('Renew every key and encrypt everything anew?', { yes: flags.yes, json: this.jsonEnabled() });
    const rotation = await this.connected({ ...flags, store: 'default' }, (client) => this.rotate(client));
    this.log(`✓ ${rotation.keys} keys renewed, ${rotation.documents} documents encrypted anew.`);
    return rotation;
  }

  private async rotate(client: Client): Promise<Rotation> {
    const progress = await showProgress('documents', this.jsonEnabled());
    let { rotation } = await client.call<KeyringView>({ method: 'POST', path: '/admin/v1/keyring/rotate' });
    while (rotation.status === 'running') {
      await pause(ASK_EVERY_MS);
      ({ rotation } = await client.call<KeyringView>({ method: 'GET', path: '/admin/v1/keyring' }));
      progress.at(rotation.documents, rotation.documents);
    }
    progress.end();
    if (rotation.status === 'failed') {
      const { error, ...done } = rotation;
      throw new Failure(
        `Renewing the keys was cut off: ${error ?? ''}`,
        'Run the same command to go on.',
        1,
        done,
      );
    }
    return rotation;
  }
}
