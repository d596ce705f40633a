import { type Static, Type } from 'typebox';
import { actorOf } from '../audit/index.ts';
import { type App, type Caller, callerOf, ProblemSchema } from '../http/index.ts';
import { archiveOf } from './archive.ts';
import type { Subject } from './holders.ts';
import type { Privacy } from './privacy.ts';
import { nobodyLeft, noEmailsKept, personUnnamed, requestUnknown } from './problems.ts';
import { proofOfConsents } from './proof-of-consents.ts';
import { RequestView } from './requests.ts';
import { attached } from './shopper-routes.ts';
import { namesOf, widened } from './subjects.ts';
import { ConfirmationView, ProofView } from './views.ts';

export interface AdminRoutesDeps {
  privacy: Privacy;
  correctPupillaryDistance(subject: { store_id: string; session_id: string }, pd: number): Promise<number>;
  /** What a customer says of their own likes stands over what the shop said before. */
  prefer(store_id: string, customer_id: string, said: Record<string, string>, at: number): Promise<void>;
  now(): number;
}

const id = Type.Optional(Type.String({ minLength: 1, maxLength: 128 }));
const Person = {
  session_id: id,
  customer_id: id,
  order_id: id,
  email: Type.Optional(Type.String({ maxLength: 320, description: 'Refused: none are kept' })),
};
const PersonBody = Type.Object(Person, { additionalProperties: false });
type PersonBody = Static<typeof PersonBody>;

const problems = { '4xx': ProblemSchema, '5xx': ProblemSchema };
const tags = ['privacy'];
const Counts = Type.Record(Type.String(), Type.Integer());
const OfRequest = Type.Object({ request_id: Type.String({ maxLength: 80 }) });

/** Rights as the shop serves them, once it has made sure who asks. */
export function privacyAdminRoutes(deps: AdminRoutesDeps) {
  const { privacy, now } = deps;
  const { holders, erasure, requests, audit, consents, sweeper, tombstones } = privacy;

  const noteOf = (caller: Caller, subject: Subject, action: string) => ({
    store_id: caller.store_id,
    actor: actorOf(caller),
    action,
    target: audit.subject(caller.store_id, namesOf(subject)[0] ?? ''),
  });

  return async (app: App): Promise<void> => {
    app.post(
      '/admin/v1/privacy/export',
      {
        schema: {
          summary: 'Everything held about a person, as one JSON document with its schema',
          tags,
          body: PersonBody,
          response: { 200: Type.Unknown(), ...problems },
        },
        config: { access: 'read:personal_data' },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const subject = await widened(holders, subjectOf(caller.store_id, request.body));
        const archive = await archiveOf(holders, subject, now());
        await audit.note(noteOf(caller, subject, 'personal_data.export'));
        return attached(reply, 'personal-data.json').send(archive);
      },
    );

    app.post(
      '/admin/v1/privacy/erase',
      {
        schema: {
          summary: 'Delete a person everywhere; with `dry_run` only count what would go',
          tags,
          body: Type.Object(
            {
              ...Person,
              reason: Type.Optional(
                Type.String({ maxLength: 200, description: 'For the audit log; name nobody' }),
              ),
              dry_run: Type.Optional(Type.Boolean()),
            },
            { additionalProperties: false },
          ),
          response: {
            200: Type.Union([Type.Object({ would_remove: Counts }), ConfirmationView]),
            ...problems,
          },
        },
        config: { access: 'manage:privacy' },
      },
      async (request) => {
        const caller = callerOf(request);
        const { reason, dry_run = false, ...person } = request.body;
        const subject = subjectOf(caller.store_id, person);
        if (dry_run) return { would_remove: await erasure.plan(subject) };
        return erasure.erase({ subject, from: 'shop', actor: actorOf(caller), reason });
      },
    );

    app.post(
      '/admin/v1/privacy/consents',
      {
        schema: {
          summary: 'What a visit agreed to and when, with the very words, signed',
          tags,
          body: Type.Object({ session_id: Type.String({ maxLength: 128 }) }, { additionalProperties: false }),
          response: { 200: ProofView, ...problems },
        },
        config: { access: 'read:personal_data' },
      },
      async (request) => {
        const caller = callerOf(request);
        const subject = subjectOf(caller.store_id, request.body);
        const { session_id } = request.body;
        const history = await consents.history(caller.store_id, [session_id]);
        await audit.note(noteOf(caller, subject, 'consent.export'));
        return proofOfConsents(privacy, { store_id: caller.store_id, session_id }, history, now());
      },
    );

    app.post(
      '/admin/v1/privacy/rectify',
      {
        schema: {
          summary: 'Put right what is held about a person',
          tags,
          body: Type.Object(
            {
              ...Person,
              pupillary_distance: Type.Optional(
                Type.Number({ minimum: 40, maximum: 85, description: 'Of a session’s analyses, mm' }),
              ),
              preferences: Type.Optional(
                Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 500 }), {
                  maxProperties: 50,
                  description: 'Of a customer',
                }),
              ),
            },
            { additionalProperties: false },
          ),
          response: { 200: Type.Object({ corrected: Type.Integer() }), ...problems },
        },
        config: { access: 'manage:privacy' },
      },
      async (request) => {
        const caller = callerOf(request);
        const { pupillary_distance: pd, preferences, ...person } = request.body;
        const { store_id } = caller;
        const subject = subjectOf(store_id, person);
        let corrected = 0;
        if (pd !== undefined && person.session_id !== undefined)
          corrected += await deps.correctPupillaryDistance({ store_id, session_id: person.session_id }, pd);
        if (preferences !== undefined && person.customer_id !== undefined) {
          await deps.prefer(store_id, person.customer_id, preferences, now());
          corrected += Object.keys(preferences).length;
        }
        await audit.note({ ...noteOf(caller, subject, 'personal_data.rectify'), details: { corrected } });
        return { corrected };
      },
    );

    app.get(
      '/admin/v1/privacy/report',
      {
        schema: {
          summary: 'Requests of people and until when they must be answered, newest first',
          tags,
          querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }),
          response: {
            200: Type.Object({
              requests: Type.Array(RequestView),
              open: Type.Integer(),
              overdue: Type.Integer(),
            }),
            ...problems,
          },
        },
        config: { access: 'manage:privacy' },
      },
      async (request) => {
        const list = await requests.list(callerOf(request).store_id, request.query.limit ?? 100);
        const open = list.filter(({ state }) => state !== 'done');
        return {
          requests: list,
          open: open.length,
          overdue: open.filter(({ due_at }) => due_at < now()).length,
        };
      },
    );

    app.get(
      '/admin/v1/privacy/requests/:request_id/archive',
      {
        schema: {
          summary: 'The archive for a request that the platform passed on',
          tags,
          params: OfRequest,
          response: { 200: Type.Unknown(), ...problems },
        },
        config: { access: 'read:personal_data' },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const asked = await requests.get(caller.store_id, request.params.request_id);
        if (asked === null) throw requestUnknown();
        if (asked.people === null) throw nobodyLeft();
        const subject = await widened(holders, { store_id: caller.store_id, ...asked.people });
        const archive = await archiveOf(holders, subject, now());
        const { request_id } = request.params;
        await audit.note({ ...noteOf(caller, subject, 'personal_data.export'), details: { request_id } });
        return attached(reply, 'personal-data.json').send(archive);
      },
    );

    app.post(
      '/admin/v1/privacy/requests/:request_id/done',
      {
        schema: {
          summary: 'Note that the person has their answer; whom it was about is forgotten',
          tags,
          params: OfRequest,
          response: { 204: Type.Null(), ...problems },
        },
        config: { access: 'manage:privacy' },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { request_id } = request.params;
        const asked = await requests.get(caller.store_id, request_id);
        // An erasure is done when it is done.
        if (asked === null || asked.kind !== 'access') throw requestUnknown();
        await requests.done(request_id, null);
        const action = 'privacy_request.done';
        await audit.note({ store_id: caller.store_id, actor: actorOf(caller), action, target: request_id });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/admin/v1/privacy/retention/run',
      {
        schema: {
          summary: 'Remove now what has been kept long enough',
          tags,
          response: { 200: Type.Object({ removed: Counts }), ...problems },
        },
        config: { access: 'manage:privacy' },
      },
      async (request) => {
        const caller = callerOf(request);
        const { store_id } = caller;
        const removed = await sweeper.sweep(store_id);
        await audit.note({ store_id, actor: actorOf(caller), action: 'retention.run', target: store_id });
        return { removed };
      },
    );

    app.get(
      '/admin/v1/privacy/tombstones',
      {
        schema: {
          summary: 'Keyed hashes of who was erased, to be kept beside backups',
          tags,
          response: { 200: Tombstones, ...problems },
        },
        config: { access: 'manage:privacy' },
      },
      async (request) => ({ tombstones: await tombstones.list(callerOf(request).store_id) }),
    );

    app.post(
      '/admin/v1/privacy/replay',
      {
        schema: {
          summary: 'After a backup was restored: erase again whoever came back with it',
          tags,
          body: Type.Partial(Tombstones, { additionalProperties: false }),
          response: { 200: Type.Object({ restored: Type.Integer(), erased: Type.Integer() }), ...problems },
        },
        config: { access: 'manage:privacy' },
      },
      async (request) => {
        const caller = callerOf(request);
        const known = request.body.tombstones ?? [];
        const restored = await tombstones.restore(caller.store_id, known);
        return { restored, erased: await privacy.replay(caller.store_id, actorOf(caller)) };
      },
    );
  };
}

const Tombstones = Type.Object({
  tombstones: Type.Array(Type.String({ pattern: '^subject:[\\w-]{22}$' }), { maxItems: 10_000 }),
});

/** @throws Problem person-unnamed, no-emails-kept */
function subjectOf(store_id: string, { session_id, customer_id, order_id, email }: PersonBody): Subject {
  if (email !== undefined) throw noEmailsKept();
  const listed = (one: string | undefined) => (one === undefined ? [] : [one]);
  const subject = {
    store_id,
    session_ids: listed(session_id),
    customer_ids: listed(customer_id),
    order_ids: listed(order_id),
  };
  if (namesOf(subject).length === 0) throw personUnnamed();
  return subject;
}
