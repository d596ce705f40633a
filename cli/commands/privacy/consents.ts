import { Flags } from '@oclif/core';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { keepPrivately, outFlag } from '../../privacy.ts';
import { clock } from '../../time.ts';

interface Proof {
  answers: {
    purpose: string;
    granted: boolean;
    at: number;
    how: string;
    lang: string;
    text_version: string;
    text_sha256: string;
  }[];
}

export default class PrivacyConsents extends VaraiCommand {
  static override summary = 'What a visit agreed to, when, and to which words';
  static override examples = [
    '<%= config.bin %> privacy consents --session ses_…',
    '<%= config.bin %> privacy consents --session ses_… --proof --out proof.json',
  ];
  static override flags = {
    ...storeFlags,
    session: Flags.string({ description: 'The visit, by its session id', required: true }),
    proof: Flags.boolean({ description: 'The whole signed document, with the words that were shown' }),
    out: outFlag,
  };

  async run(): Promise<Proof> {
    const { flags } = await this.parse(PrivacyConsents);
    const proof = await this.withClient(flags, (client) =>
      client.call<Proof>({
        method: 'POST',
        path: '/admin/v1/privacy/consents',
        body: { session_id: flags.session },
      }),
    );
    if (flags.out !== undefined) await keepPrivately(flags.out, proof);
    if (this.jsonEnabled()) return proof;
    if (flags.proof) {
      if (flags.out === undefined) this.log(JSON.stringify(proof, null, 2));
      return proof;
    }
    if (proof.answers.length === 0) {
      this.log('This visit answered nothing, or was deleted.');
      return proof;
    }
    const { table } = await import('../../table.ts');
    const rows = proof.answers.map(({ purpose, granted, at, how, lang, text_version }) => [
      clock(at),
      purpose,
      granted ? 'yes' : 'no',
      how,
      `${text_version} ${lang}`,
    ]);
    this.log(table(['When', 'Purpose', 'Answer', 'How', 'Words'], rows));
    return proof;
  }
}
