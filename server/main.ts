import type { AddressInfo } from 'node:net';
import { type Appliance, type ApplianceOptions, openAppliance } from './appliance.ts';

export interface RunningServer extends Appliance {
  url: string;
}

/** Opens the appliance and listens. */
export async function startServer(options: ApplianceOptions): Promise<RunningServer> {
  const appliance = await openAppliance(options);
  const { host, port } = options.config;
  try {
    await appliance.app.listen({ host, port });
  } catch (error) {
    await appliance.close();
    throw error;
  }
  appliance.deps.sync.start();
  appliance.deps.privacy.start();
  const address = appliance.app.server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { ...appliance, url: `http://${name}:${address.port}` };
}

/**
 * Runs until SIGTERM or SIGINT, then drains: new connections are refused, running requests get `drain_seconds`.
 * A second signal ends the process at once.
 * @returns the exit code: 0 after a clean drain, 1 when something was cut off.
 */
export async function serveUntilSignal(server: RunningServer, drainSeconds: number): Promise<number> {
  await new Promise<void>((resolve) => {
    const drain = () => {
      process.off('SIGTERM', drain).off('SIGINT', drain);
      resolve();
    };
    process.on('SIGTERM', drain).on('SIGINT', drain);
  });
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<'cut off'>((resolve) => {
    timer = setTimeout(() => resolve('cut off'), drainSeconds * 1000);
  });
  const ended = await Promise.race([server.close().then(() => 'drained' as const), tooLate]);
  clearTimeout(timer);
  return ended === 'drained' ? 0 : 1;
}
