import { Flags } from '@oclif/core';
import { storeFlags, VaraiCommand } from '../../command.ts';
import { untilInterrupted } from '../../interrupt.ts';
import { pullCatalogue, pullStep } from '../../shop/pull.ts';
import type { PullState } from '../../shop/wire.ts';

export default class CatalogPull extends VaraiCommand {
  static override summary = 'Read the shop’s catalogue';
  static override description =
    'Reads what changed since the last time; --full compares every product. Stopped in the middle, it goes on there the next time.';
  static override examples = [
    '<%= config.bin %> catalog pull',
    '<%= config.bin %> catalog pull --full --json',
  ];
  static override flags = { ...storeFlags, full: Flags.boolean({ description: 'Compare every product' }) };

  async run(): Promise<PullState> {
    const { flags } = await this.parse(CatalogPull);
    const next = 'Run the same command again: it goes on where it stopped.';
    const say = (line: string) => this.logToStderr(line);
    const state = await untilInterrupted((signal) =>
      this.connected(flags, (client) => pullCatalogue(client, { full: flags.full, signal, next, say })),
    );
    this.log(pullStep(state).detail);
    return state;
  }
}
