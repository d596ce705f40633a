import { Args } from '@oclif/core';
import type { Explanation } from '../../../server/access/index.ts';
import { storeFlags, VaraiCommand } from '../../command.ts';

export default class RolesExplain extends VaraiCommand {
  static override summary = 'Say why a key or client may make a call, or not';
  static override examples = [
    '<%= config.bin %> roles explain KEY_ID GET /admin/v1/products',
    '<%= config.bin %> roles explain CLIENT_ID POST /v1/face/analyze --json',
  ];
  static override args = {
    id: Args.string({ required: true, description: 'key_id or client_id' }),
    method: Args.string({ required: true, description: 'GET, POST, PUT, PATCH or DELETE' }),
    path: Args.string({ required: true, description: 'Path of the call, such as /admin/v1/products' }),
  };
  static override flags = storeFlags;

  async run(): Promise<Explanation> {
    const { args, flags } = await this.parse(RolesExplain);
    const query = { subject_id: args.id, method: args.method.toUpperCase(), path: args.path };
    const answer = await this.withClient(flags, (client) =>
      client.call<Explanation>({ method: 'GET', path: '/admin/v1/access/explanation', query }),
    );
    this.log(`${answer.allowed ? 'Yes' : 'No'}: ${answer.route} needs ${answer.permission}.`);
    for (const line of answer.because) this.log(`  ${line}`);
    return answer;
  }
}
