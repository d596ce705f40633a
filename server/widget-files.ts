import fastifyStatic from '@fastify/static';
import type { App } from './http/index.ts';

/** A file whose name holds the hash of its content never changes. */
const HASHED = /-[A-Z0-9]{8}\.(?:js|css)$/;

/** Serves the built widgets to any website; a page needs no key to load them. */
export function serveWidgets(directory: string) {
  return async (app: App): Promise<void> => {
    app.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public', unmetered: true };
    });
    await app.register(fastifyStatic, {
      root: directory,
      prefix: '/widgets/',
      index: false,
      preCompressed: true,
      schemaHide: true,
      cacheControl: false,
      setHeaders(reply, path) {
        reply.setHeader('access-control-allow-origin', '*');
        // Pages of shops load them with a plain script element.
        reply.setHeader('cross-origin-resource-policy', 'cross-origin');
        const hashed = HASHED.test(path.replace(/\.(?:br|gz)$/, ''));
        reply.setHeader(
          'cache-control',
          hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
        );
      },
    });
  };
}
