import type { AddressInfo } from 'node:net';
import { type Appliance, type ApplianceOptions, openAppliance } from './appliance.ts';
import type { Config } from './config.ts';
import { isLoopbackAddress } from './http/index.ts';

export interface RunningServer extends Appliance {
  url: string;
}

/** The settings would let passwords and faces travel where anybody can read them. */
export class InsecureError extends Error {
  override name = 'InsecureError';
}

/** @throws InsecureError when others could reach the server over plain HTTP and nobody has said they may. */
export function refuseOpenHttp(config: Config): void {
  const { host, tls_cert, tls_key, trusted_proxies, insecure_http } = config;
  if ((tls_cert === undefined) !== (tls_key === undefined))
    throw new InsecureError('tls_cert and tls_key are set together or not at all.');
  const isHere = host === 'localhost' || isLoopbackAddress(host);
  if (isHere || tls_cert !== undefined || trusted_proxies.length > 0 || insecure_http) return;
  throw new InsecureError(`Other machines reach ${host}, and would speak plain HTTP to it.`);
}

/**
 * Opens the appliance and listens.
 * @throws InsecureError, and what openAppliance throws.
 */
export async function startServer(options: ApplianceOptions): Promise<RunningServer> {
  refuseOpenHttp(options.config);
  const appliance = await openAppliance(options);
  const { host, port, tls_cert } = options.config;
  try {
    await appliance.app.listen({ host, port });
  } catch (error) {
    await appliance.close();
    throw error;
  }
  appliance.deps.sync.start();
  appliance.deps.rotation.start();
  appliance.deps.privacy.start();
  const address = appliance.app.server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { ...appliance, url: `${tls_cert === undefined ? 'http' : 'https'}://${name}:${address.port}` };
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
