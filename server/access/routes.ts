import { type Static, Type } from 'typebox';
import type { AuditLog } from '../audit/index.ts';
import { type App, callerOf, ProblemSchema } from '../http/index.ts';
import type { Clients } from './clients.ts';
import { credentialRoutes } from './credential-routes.ts';
import type { CredentialDoc } from './credentials.ts';
import type { Grants } from './grants.ts';
import type { ApiKeys } from './keys.ts';
import type { OAuth } from './oauth.ts';
import { oauthRoutes } from './oauth-routes.ts';
import { roleRoutes } from './role-routes.ts';
import { CreatedSession, OpenSession } from './schema.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SigningKeys } from './signing-keys.ts';
import { openStewardship } from './stewardship.ts';
import type { Usage } from './usage.ts';

export interface AccessRoutesDeps {
  keys: ApiKeys;
  clients: Clients;
  grants: Grants;
  usage: Usage;
  oauth: OAuth;
  signing: SigningKeys;
  sessions: Sessions;
  audit: Pick<AuditLog, 'note'>;
  /** Our own name in tokens. */
  issuer: string;
  requests_per_minute: number;
  now(): number;
  /** Deletes what every feature holds about a session, before the session itself goes. */
  erase(session: Session): Promise<void>;
}

/** Sessions for shoppers; keys, clients, roles and tokens for those who run stores. */
export function accessFeature(deps: AccessRoutesDeps) {
  const { keys, clients, audit, usage } = deps;
  const subject = async (id: string): Promise<CredentialDoc | null> =>
    (id.startsWith('key_') ? keys : clients).credentials.kept.findOne({ _id: id });
  const stewardship = openStewardship({ ...deps, subject });
  const onRotate = (details: { at_once: boolean }) =>
    audit.note({
      store_id: '*',
      actor: 'operator',
      action: 'signing_key.rotate',
      target: 'signing_keys',
      details,
    });

  return async (app: App): Promise<void> => {
    sessionRoutes(app, deps);
    await app.register(credentialRoutes({ keys, clients, stewardship, usage }));
    await app.register(roleRoutes({ ...deps, stewardship, subject }));
    await app.register(oauthRoutes({ ...deps, onRotate }));
    app.addHook('onClose', () => usage.flush());
  };
}

function sessionRoutes(app: App, { sessions, erase }: AccessRoutesDeps): void {
  app.post(
    '/v1/sessions',
    {
      schema: {
        summary: 'Open a session for one visit',
        tags: ['sessions'],
        body: Type.Optional(Type.Union([OpenSession, Type.Null()])),
        response: { 201: CreatedSession, '4xx': ProblemSchema },
      },
      config: { access: 'write:sessions' },
    },
    async (request, reply) => {
      reply.code(201).header('cache-control', 'no-store');
      const { country } = (request.body ?? {}) as Static<typeof OpenSession>;
      return sessions.create(callerOf(request).store_id, country);
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
}
