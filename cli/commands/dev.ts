import { Flags } from '@oclif/core';
import { storeFlags, VaraiCommand } from '../command.ts';
import { serverFailure } from '../server-failure.ts';

export default class Dev extends VaraiCommand {
  static override summary = 'Run the server with a demo shop to try everything on';
  static override examples = [
    '<%= config.bin %> dev',
    '<%= config.bin %> dev --port 0 --no-open',
    '<%= config.bin %> dev --with-platforms',
  ];
  static override enableJsonFlag = false;
  static override flags = {
    'data-dir': storeFlags['data-dir'],
    port: Flags.integer({ description: 'Port to listen on; 0 takes a free one', env: 'VARAI_PORT' }),
    open: Flags.boolean({ description: 'Open the shop in a browser', default: false, allowNo: true }),
    'with-platforms': Flags.boolean({
      description:
        'Also start a Shopify, a WooCommerce and a Magento shop on this machine, to try `init` with',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Dev);
    const { 'data-dir': data_dir, port } = flags;
    const config = await this.settings({
      // Whoever develops has shops on this machine.
      allow_private_shops: true,
      ...(data_dir === undefined ? {} : { data_dir }),
      ...(port === undefined ? {} : { port }),
    });
    const { startDemo, startPlatforms } = await import('../../demo/main.ts');
    const { serveUntilSignal } = await import('../../server/main.ts');
    const { logger } = await import('../../server/observe/index.ts');
    const { builtFiles } = await import('../local.ts');
    const server = await startDemo({
      config,
      files: builtFiles(this.config),
      log: logger('warn'),
    }).catch((error: Error) => {
      throw serverFailure(error, config);
    });
    const platforms = flags['with-platforms'] ? await startPlatforms(server, config.data_dir) : null;
    if (platforms !== null) this.logToStderr(`${platforms.guide}\n`);
    this.logToStderr(
      [
        `The demo shop is at   ${server.url}/demo`,
        `API documentation     ${server.url}/docs`,
        'Ctrl+C ends it.',
      ].join('\n'),
    );
    if (flags.open && process.stdout.isTTY) {
      const { default: open } = await import('open');
      await open(`${server.url}/demo`);
    }
    process.exitCode = await serveUntilSignal(server, config.drain_seconds);
    await platforms?.close();
    process.exit();
  }
}
