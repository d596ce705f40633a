import { Command, Flags } from '@oclif/core';
import type { Config } from '../server/config.ts';
import type { Client } from './client.ts';
import { EXIT, Failure } from './failure.ts';
import { readConfigFile, readProject } from './project.ts';

const DEFAULT_STORE = 'default';

/** Flags of every command that talks to a store. */
export const storeFlags = {
  store: Flags.string({
    description: 'Store to work on',
    default: async () => (await readProject()).store ?? DEFAULT_STORE,
    defaultHelp: async () => DEFAULT_STORE,
    env: 'VARAI_STORE',
    helpGroup: 'STORE',
  }),
  server: Flags.string({
    description: 'Address of a running server; without it the data folder on this machine is used',
    default: async () => (await readProject()).server,
    env: 'VARAI_SERVER',
    helpGroup: 'STORE',
  }),
  'data-dir': Flags.string({
    description: 'Folder where everything is kept',
    env: 'VARAI_DATA_DIR',
    helpGroup: 'STORE',
  }),
};

interface StoreFlags {
  store: string;
  server?: string | undefined;
  'data-dir'?: string | undefined;
}

/** What all commands share: settings, a client, and how failures are told. */
export abstract class VaraiCommand extends Command {
  static override enableJsonFlag = true;

  /** Settings from varai.config.json, the environment and the flags given. */
  protected async settings(flags: Partial<Config> = {}): Promise<Config> {
    const { ConfigError, loadConfig } = await import('../server/config.ts');
    try {
      return loadConfig({ file: await settingsFile(), env: process.env, flags });
    } catch (error) {
      if (error instanceof ConfigError) {
        throw new Failure(error.message, 'Mend varai.config.json or the VARAI_… variables.', EXIT.usage);
      }
      throw error;
    }
  }

  /** Runs `work` with a client of the server the flags name, and closes it whatever happens. */
  protected async withClient<T>(flags: StoreFlags, work: (client: Client) => Promise<T>): Promise<T> {
    const { showActivity } = await import('./activity.ts');
    return showActivity(
      `Working on ${(this.ctor as typeof Command).id?.replaceAll(':', ' ') ?? 'it'}`,
      this.connected(flags, work),
    );
  }

  /** The same without a sign of life, for commands that ask or show their own. */
  protected async connected<T>(flags: StoreFlags, work: (client: Client) => Promise<T>): Promise<T> {
    const client = await this.open(flags);
    try {
      return await work(client);
    } finally {
      await client.close();
    }
  }

  private async open(flags: StoreFlags): Promise<Client> {
    if (flags.server !== undefined) {
      const { remoteClient } = await import('./client.ts');
      return remoteClient(flags.server, process.env.VARAI_API_KEY);
    }
    const { builtFiles, localClient } = await import('./local.ts');
    const dataDir = flags['data-dir'];
    const config = await this.settings(dataDir === undefined ? {} : { data_dir: dataDir });
    const { serverFailure } = await import('./server-failure.ts');
    return localClient(config, builtFiles(this.config), flags.store).catch((error: Error) => {
      throw serverFailure(error, config);
    });
  }

  protected override async catch(
    error: Error & { exitCode?: number; oclif?: { exit?: number } },
  ): Promise<void> {
    const isUsage = error.oclif?.exit === EXIT.usage;
    if (!(error instanceof Failure) && !isUsage) return super.catch(error);
    process.exitCode = error instanceof Failure ? error.exitCode : EXIT.usage;
    const next =
      error instanceof Failure ? error.next : `See: varai ${this.id?.replaceAll(':', ' ') ?? ''} --help`;
    if (this.jsonEnabled()) {
      const details = error instanceof Failure ? error.details : {};
      this.logJson({ error: { message: error.message, next, exit_code: process.exitCode, ...details } });
      return;
    }
    this.logToStderr(`Error: ${error.message}\nNext:  ${next}`);
  }
}

/** The file without what is the command line's own. */
async function settingsFile(): Promise<Record<string, unknown>> {
  const { shop: _, ...settings } = await readConfigFile();
  return settings;
}
