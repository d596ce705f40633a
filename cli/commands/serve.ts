import { Flags } from '@oclif/core';
import { storeFlags, VaraiCommand } from '../command.ts';
import { serverFailure } from '../server-failure.ts';

export default class Serve extends VaraiCommand {
  static override summary = 'Run the server';
  static override description =
    'Settings come from varai.config.json, VARAI_… variables and these flags; the last one wins. Ends cleanly on SIGTERM.';
  static override examples = [
    '<%= config.bin %> serve',
    '<%= config.bin %> serve --port 8080 --data-dir /var/lib/varai',
  ];
  static override enableJsonFlag = false;
  static override flags = {
    'data-dir': storeFlags['data-dir'],
    host: Flags.string({ description: 'Address to listen on', env: 'VARAI_HOST' }),
    port: Flags.integer({ description: 'Port to listen on; 0 takes a free one', env: 'VARAI_PORT' }),
    'tls-cert': Flags.string({
      description: 'Certificate chain (PEM): speak TLS 1.3',
      dependsOn: ['tls-key'],
    }),
    'tls-key': Flags.string({ description: 'Its private key (PEM)', dependsOn: ['tls-cert'] }),
    'insecure-http': Flags.boolean({ description: 'Let other machines speak plain HTTP to it' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Serve);
    const { 'data-dir': data_dir, host, port, 'tls-cert': tls_cert, 'tls-key': tls_key } = flags;
    const config = await this.settings({
      ...(data_dir === undefined ? {} : { data_dir }),
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port }),
      ...(tls_cert === undefined || tls_key === undefined ? {} : { tls_cert, tls_key }),
      ...(flags['insecure-http'] ? { insecure_http: true } : {}),
    });
    const { serveUntilSignal, startServer } = await import('../../server/main.ts');
    const { logger } = await import('../../server/observe/index.ts');
    const { builtFiles } = await import('../local.ts');
    const log = logger(config.log_level);
    const server = await startServer({ config, files: builtFiles(this.config), log }).catch(
      (error: Error) => {
        throw serverFailure(error, config);
      },
    );
    this.logToStderr(`varai listens on ${server.url}`);
    process.exitCode = await serveUntilSignal(server, config.drain_seconds);
    process.exit();
  }
}
