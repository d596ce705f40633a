import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config as CommandConfig } from '@oclif/core';
import { type BuiltFiles, openAppliance } from '../server/appliance.ts';
import type { Config } from '../server/config.ts';
import { logger } from '../server/observe/index.ts';
import { type Client, clientOver } from './client.ts';

/** Where the build put what the server needs. */
export function builtFiles({ root, version }: Pick<CommandConfig, 'root' | 'version'>): BuiltFiles {
  return {
    modelsDir: join(root, 'models'),
    workerFile: join(root, 'dist', 'server', 'face-worker.js'),
    widgetsDir: join(root, 'dist', 'widgets'),
    version,
  };
}

/**
 * A client of an appliance inside this process, on the same data folder a server may be using right now: commands
 * take one path, the HTTP API, whether the server is near, far, or not running at all.
 */
export async function localClient(config: Config, files: BuiltFiles, store: string): Promise<Client> {
  const operatorToken = randomBytes(24).toString('base64url');
  const appliance = await openAppliance({
    config: { ...config, face_workers: 1 },
    files,
    log: logger('silent'),
    operatorToken,
    isFaceLazy: true,
  });
  return clientOver(
    async ({ method, path, headers, body }) => {
      const answer = await appliance.app.inject({
        method: method as 'GET',
        url: path,
        headers,
        ...(body === undefined ? {} : { payload: body }),
      });
      return { status: answer.statusCode, body: answer.body };
    },
    { 'x-varai-operator': operatorToken, 'x-varai-store': store },
    appliance.close,
  );
}
