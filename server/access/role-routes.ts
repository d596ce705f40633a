import { Type } from 'typebox';
import { type App, callerOf, ProblemSchema } from '../http/index.ts';
import type { CredentialDoc } from './credentials.ts';
import { explain, routeAt } from './explain.ts';
import type { Grants } from './grants.ts';
import { POLICIES } from './policies.ts';
import { subjectNotFound } from './problems.ts';
import { ROLE_NAMES, ROLES } from './roles.ts';
import { CreateGrant, Explanation, GrantList, GrantView, RoleList } from './schema.ts';
import type { Stewardship } from './stewardship.ts';

export interface RoleRoutesDeps {
  grants: Grants;
  stewardship: Stewardship;
  /** Finds a key or client of any store. */
  subject(id: string): Promise<CredentialDoc | null>;
  now(): number;
}

const problems = { '4xx': ProblemSchema, '5xx': ProblemSchema };
const tags = ['roles'];
const access = 'manage:users';

/** What roles allow, what is lent for a time, and why somebody may do something or not. */
export function roleRoutes({ grants, stewardship, subject, now }: RoleRoutesDeps) {
  return async (app: App): Promise<void> => {
    app.get(
      '/admin/v1/roles',
      {
        schema: {
          summary: 'Roles, what each allows, and the policies',
          tags,
          response: { 200: RoleList, ...problems },
        },
        config: { access },
      },
      async () => ({
        roles: ROLE_NAMES.map((name) => ({ name, permissions: [...ROLES[name]] })),
        policies: Object.entries(POLICIES).map(([name, { rule }]) => ({ name, rule })),
      }),
    );
    app.get(
      '/admin/v1/access/explanation',
      {
        schema: {
          summary: 'Why a key or client may make a call in this store, or not',
          tags,
          querystring: Type.Object({
            subject_id: Type.String({ maxLength: 64 }),
            method: Type.Unsafe<string>({ type: 'string', enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] }),
            path: Type.String({ pattern: '^/', maxLength: 500 }),
          }),
          response: { 200: Explanation, ...problems },
        },
        config: { access },
      },
      async (request) => {
        const { subject_id, method, path } = request.query;
        const { store_id } = callerOf(request);
        const [doc, given] = await Promise.all([subject(subject_id), grants.of(subject_id)]);
        const isTheirs = doc?.store_id === store_id || given.some((grant) => grant.store_id === store_id);
        if (doc === null || !isTheirs) throw subjectNotFound();
        return explain({
          doc,
          grants: given,
          store_id,
          route: routeAt(app.routeTable, method, path),
          now: now(),
        });
      },
    );
    app.post(
      '/admin/v1/grants',
      {
        schema: {
          summary: 'Lend a key or client permissions in this store, for a time',
          tags,
          body: CreateGrant,
          response: { 201: GrantView, ...problems },
        },
        config: { access },
      },
      async (request, reply) =>
        reply.code(201).send(await stewardship.grant(callerOf(request), request.body as CreateGrant)),
    );
    app.get(
      '/admin/v1/grants',
      {
        schema: {
          summary: 'What is lent in this store, now and later',
          tags,
          response: { 200: GrantList, ...problems },
        },
        config: { access },
      },
      async (request) => ({ grants: await grants.list(callerOf(request).store_id) }),
    );
    app.delete(
      '/admin/v1/grants/:grant_id',
      {
        schema: {
          summary: 'Take back what was lent',
          tags,
          params: Type.Object({ grant_id: Type.String({ pattern: '^[\\w-]{1,64}$' }) }),
          response: { 204: Type.Null(), ...problems },
        },
        config: { access },
      },
      async (request, reply) => {
        await stewardship.ungrant(callerOf(request), request.params.grant_id);
        return reply.code(204).send(null);
      },
    );
  };
}
