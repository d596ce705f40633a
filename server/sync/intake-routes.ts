import { Type } from 'typebox';
import { type App, ProblemSchema } from '../http/index.ts';
import type { PlatformName } from '../platforms/index.ts';
import type { Accepted, Intake } from './intake.ts';

/** A product of 2,048 variants, the most there are, comes to about 3 MB. */
const MAX_BODY = 5 * 1024 * 1024;

const Taken = Type.Object({
  result: Type.Unsafe<Accepted['result']>({
    type: 'string',
    enum: ['accepted', 'duplicate', 'ping', 'unknown_topic'],
  }),
  event_id: Type.Union([Type.String(), Type.Null()]),
});
const Params = Type.Object({ event_type: Type.String({ maxLength: 64 }) });
const Query = Type.Object({
  store: Type.Optional(Type.String({ maxLength: 64, description: 'Store, in the address we registered' })),
});

/**
 * Where platforms send their events. The signature stands for the caller, and is over the bytes as they came: no
 * parser touches them before.
 */
export function intakeRoutes({ intake, now }: { intake: Intake; now(): number }) {
  return async (app: App): Promise<void> => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY }, (_request, body, done) =>
      done(null, body),
    );
    for (const platform of ['shopify', 'woocommerce', 'magento', 'html'] satisfies PlatformName[]) {
      const root = platform === 'html' ? '/events' : '/webhooks';
      app.post(
        `${root}/${platform}/:event_type`,
        {
          schema: {
            summary: `An event of a ${platform} store`,
            tags: ['webhooks'],
            params: Params,
            querystring: Query,
            response: { 200: Taken, 202: Taken, '4xx': ProblemSchema, '5xx': ProblemSchema },
          },
          bodyLimit: MAX_BODY,
          config: { access: 'public', unmetered: true, body: { 'application/json': Type.Unknown() } },
        },
        async (request, reply) => {
          const { headers, params, query } = request;
          const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
          const delivery = { event_type: params.event_type, headers, body, received_at: now() };
          const taken = await intake(platform, delivery, query.store);
          return reply.code(taken.result === 'accepted' ? 202 : 200).send(taken);
        },
      );
    }
  };
}
