import { type Static, Type } from 'typebox';
import { type App, callerOf, ProblemSchema } from '../http/index.ts';
import type { ApiKeys } from './keys.ts';
import { ApiKeyList, CreatedKey, CreatedSession, CreateKey } from './schema.ts';
import type { Session, Sessions } from './sessions.ts';

export interface AccessRoutesDeps {
  keys: ApiKeys;
  sessions: Sessions;
  /** Deletes what every feature holds about a session, before the session itself goes. */
  erase(session: Session): Promise<void>;
}

/** Sessions for shoppers, keys for whoever runs the installation. */
export function accessFeature({ keys, sessions, erase }: AccessRoutesDeps) {
  return async (app: App): Promise<void> => {
    app.post(
      '/v1/sessions',
      {
        schema: {
          summary: 'Open a session for one visit',
          tags: ['sessions'],
          body: Type.Optional(Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()])),
          response: { 201: CreatedSession, '4xx': ProblemSchema },
        },
        config: { access: 'write:sessions' },
      },
      async (request, reply) => {
        reply.code(201).header('cache-control', 'no-store');
        return sessions.create(callerOf(request).store_id);
      },
    );

    app.delete(
      '/v1/sessions/:session_id',
      {
        schema: {
          summary: 'Delete everything held about a session, now',
          tags: ['sessions'],
          params: Type.Object({ session_id: Type.String({ maxLength: 64 }) }),
          response: { 204: Type.Null(), '4xx': ProblemSchema },
        },
        config: { access: 'write:sessions' },
      },
      async (request, reply) => {
        const session = await sessions.of(request, request.params.session_id);
        await erase(session);
        await sessions.end(session.session_id);
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/admin/v1/keys',
      {
        schema: {
          summary: 'Make an API key',
          tags: ['keys'],
          body: CreateKey,
          response: { 201: CreatedKey, '4xx': ProblemSchema },
        },
        config: { access: 'manage:users' },
      },
      async (request, reply) => {
        reply.code(201).header('cache-control', 'no-store');
        return keys.create({
          ...(request.body as Static<typeof CreateKey>),
          store_id: callerOf(request).store_id,
        });
      },
    );

    app.get(
      '/admin/v1/keys',
      {
        schema: {
          summary: 'List API keys',
          tags: ['keys'],
          response: { 200: ApiKeyList, '4xx': ProblemSchema },
        },
        config: { access: 'manage:users' },
      },
      async (request) => ({ keys: await keys.list(callerOf(request).store_id) }),
    );
  };
}
