import { Args, Flags } from '@oclif/core';
import type { ApiKey } from '../../../server/access/index.ts';
import { rotateFlags } from '../../access/words.ts';
import { VaraiCommand } from '../../command.ts';
import { EXIT, Failure } from '../../failure.ts';
import { clock } from '../../time.ts';

interface Signing {
  keys: { kid: string; signs_from: number; published_until: number | null }[];
}

export default class KeysRotate extends VaraiCommand {
  static override summary = 'Put a new secret of an API key in use; the one before stays good for a while';
  static override description =
    'The key keeps its id, roles and limits. With --signing, makes the next key that signs access tokens instead: ' +
    'it signs ten minutes later, when everybody has heard of it.';
  static override examples = [
    '<%= config.bin %> keys rotate KEY_ID',
    '<%= config.bin %> keys rotate KEY_ID --overlap 0',
    '<%= config.bin %> keys rotate --signing',
  ];
  static override args = { key: Args.string({ description: 'Its key_id (see keys list)' }) };
  static override flags = {
    ...rotateFlags,
    signing: Flags.boolean({ description: 'The keys that sign access tokens, of the whole server' }),
    'at-once': Flags.boolean({
      description: 'The signing keys before end now, and every token with them: when one has leaked',
      dependsOn: ['signing'],
    }),
  };

  async run(): Promise<(ApiKey & { key: string }) | Signing> {
    const { args, flags } = await this.parse(KeysRotate);
    if (flags.signing) return this.rotateSigning(flags, flags['at-once']);
    if (args.key === undefined)
      throw new Failure('Which key?', 'varai keys rotate KEY_ID (see varai keys list)', EXIT.usage);
    const path = `/admin/v1/keys/${encodeURIComponent(args.key)}/rotate`;
    const body = { overlap_days: flags.overlap };
    const made = await this.withClient(flags, (client) =>
      client.call<ApiKey & { key: string }>({ method: 'POST', path, body }),
    );
    this.log(made.key);
    if (made.kind === 'secret') this.logToStderr('Keep it now: it is not shown again.');
    if (made.previous_good_until !== null)
      this.logToStderr(`The one before it is good until ${clock(made.previous_good_until)}.`);
    return made;
  }

  private async rotateSigning(
    flags: Parameters<VaraiCommand['withClient']>[0],
    at_once: boolean,
  ): Promise<Signing> {
    const answer = await this.withClient(flags, (client) =>
      client.call<Signing>({ method: 'POST', path: '/admin/v1/signing-keys/rotate', body: { at_once } }),
    );
    for (const { kid, signs_from, published_until } of answer.keys) {
      const end = published_until === null ? '' : `, known until ${clock(published_until)}`;
      this.log(`${kid}  signs from ${clock(signs_from)}${end}`);
    }
    return answer;
  }
}
