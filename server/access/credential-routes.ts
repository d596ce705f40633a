import { type Static, type TSchema, Type } from 'typebox';
import { type App, callerOf, ProblemSchema } from '../http/index.ts';
import type { Clients } from './clients.ts';
import type { CredentialDoc, Credentials } from './credentials.ts';
import type { ApiKeys } from './keys.ts';
import {
  ApiKey,
  ApiKeyDetail,
  ApiKeyList,
  AssignBody,
  CreateClient,
  CreatedClient,
  CreatedKey,
  CreateKey,
  OAuthClient,
  OAuthClientDetail,
  OAuthClientList,
  RotateBody,
} from './schema.ts';
import type { Stewardship, Thing } from './stewardship.ts';
import type { Usage } from './usage.ts';

export interface CredentialRoutesDeps {
  keys: ApiKeys;
  clients: Clients;
  stewardship: Stewardship;
  usage: Usage;
}

/** What is special about the routes of one kind of credential. */
interface Words {
  thing: Thing;
  name: string;
  path: string;
  /** Name of the id, in the path and in answers. */
  id: 'key_id' | 'client_id';
  /** Name of the secret in the answer that shows it. */
  secret: 'key' | 'client_secret';
  plural: 'keys' | 'clients';
  schemas: Record<'create' | 'created' | 'view' | 'detail' | 'list', TSchema>;
  credentials: Credentials;
  viewOf(doc: CredentialDoc): object;
}

const problems = { '4xx': ProblemSchema, '5xx': ProblemSchema };
const access = 'manage:users';

/** Keys and OAuth clients: make, look at, rotate, change the roles of, revoke. */
export function credentialRoutes({ keys, clients, stewardship, usage }: CredentialRoutesDeps) {
  const words: Words[] = [
    {
      thing: 'key',
      name: 'API key',
      path: '/admin/v1/keys',
      id: 'key_id',
      secret: 'key',
      plural: 'keys',
      schemas: {
        create: CreateKey,
        created: CreatedKey,
        view: ApiKey,
        detail: ApiKeyDetail,
        list: ApiKeyList,
      },
      credentials: keys.credentials,
      viewOf: keys.viewOf,
    },
    {
      thing: 'client',
      name: 'OAuth client',
      path: '/admin/v1/clients',
      id: 'client_id',
      secret: 'client_secret',
      plural: 'clients',
      schemas: {
        create: CreateClient,
        created: CreatedClient,
        view: OAuthClient,
        detail: OAuthClientDetail,
        list: OAuthClientList,
      },
      credentials: clients.credentials,
      viewOf: clients.viewOf,
    },
  ];
  return async (app: App): Promise<void> => {
    for (const each of words) routesOf(app, each, stewardship, usage);
  };
}

function routesOf(app: App, words: Words, stewardship: Stewardship, usage: Usage): void {
  const { thing, name, path, id, secret, schemas, credentials, viewOf } = words;
  const tags = [words.plural];
  const one = Type.Object({ [id]: Type.String({ pattern: '^[\\w-]{1,64}$' }) });
  const idOf = (request: { params: unknown }) => (request.params as Record<string, string>)[id] ?? '';

  app.post(
    path,
    {
      schema: {
        summary: `Make an ${name}`,
        tags,
        body: schemas.create,
        response: { 201: schemas.created, ...problems },
      },
      config: { access },
    },
    async (request, reply) => {
      const body = request.body as Static<typeof CreateKey> | Static<typeof CreateClient>;
      const input = { kind: 'client' as const, ...body };
      const made = await stewardship.create(thing, callerOf(request), credentials, input);
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...viewOf(made.doc), [secret]: made.secret });
    },
  );
  app.get(
    path,
    {
      schema: { summary: `List ${name}s`, tags, response: { 200: schemas.list, ...problems } },
      config: { access },
    },
    async (request) => {
      const found = await credentials.list(callerOf(request).store_id);
      return { [words.plural]: found.map(viewOf) };
    },
  );
  app.get(
    `${path}/:${id}`,
    {
      schema: {
        summary: `One ${name}, and how much it was used`,
        tags,
        params: one,
        response: { 200: schemas.detail, ...problems },
      },
      config: { access },
    },
    async (request) => {
      const { store_id } = callerOf(request);
      const doc = await credentials.get(store_id, idOf(request));
      return { ...viewOf(doc), usage: await usage.days(store_id, doc._id) };
    },
  );
  app.post(
    `${path}/:${id}/rotate`,
    {
      schema: {
        summary: `Put a new secret of an ${name} in use; the one before stays good for a while`,
        tags,
        params: one,
        body: RotateBody,
        response: { 200: schemas.created, ...problems },
      },
      config: { access },
    },
    async (request, reply) => {
      const { overlap_days } = request.body as RotateBody;
      const made = await stewardship.rotate(
        thing,
        callerOf(request),
        credentials,
        idOf(request),
        overlap_days,
      );
      return reply.header('cache-control', 'no-store').send({ ...viewOf(made.doc), [secret]: made.secret });
    },
  );
  app.put(
    `${path}/:${id}/roles`,
    {
      schema: {
        summary: `Say which roles an ${name} has`,
        tags,
        params: one,
        body: AssignBody,
        response: { 200: schemas.view, ...problems },
      },
      config: { access },
    },
    async (request) => {
      const given = request.body as AssignBody;
      return viewOf(await stewardship.assign(thing, callerOf(request), credentials, idOf(request), given));
    },
  );
  app.delete(
    `${path}/:${id}`,
    {
      schema: {
        summary: `Revoke an ${name}: refused everywhere within a second`,
        tags,
        params: one,
        response: { 204: Type.Null(), ...problems },
      },
      config: { access },
    },
    async (request, reply) => {
      await stewardship.revoke(thing, callerOf(request), credentials, idOf(request));
      return reply.code(204).send(null);
    },
  );
}
