import { VaraiCommand } from '../command.ts';
import { EXIT } from '../failure.ts';

export default class Doctor extends VaraiCommand {
  static override summary = 'Say what is installed, what is missing, and what to do';
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json'];

  async run(): Promise<unknown> {
    await this.parse(Doctor);
    const { examine } = await import('../examination.ts');
    const { builtFiles } = await import('../local.ts');
    const findings = await examine(await this.settings(), builtFiles(this.config));
    const marks = { ok: '✓', missing: '–', failing: '✗' };
    for (const { name, status, detail, next } of findings) {
      this.log(`${marks[status]} ${name}: ${detail}${next === undefined ? '' : `\n    Next:  ${next}`}`);
    }
    if (findings.some(({ status }) => status === 'failing')) process.exitCode = EXIT.broken;
    return { findings };
  }
}
