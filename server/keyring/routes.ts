import { type Static, Type } from 'typebox';
import { actorOf } from '../audit/index.ts';
import type { KeyFile, Vault } from '../data/index.ts';
import { type App, callerOf, defineProblem, nullable, ProblemSchema } from '../http/index.ts';
import type { Rotation } from './rotation.ts';

const rotationUnderWay = defineProblem({
  code: 'rotation-under-way',
  status: 409,
  title: 'The keys are being renewed already',
  advice: 'Watch it with GET /admin/v1/keyring; begin again when it has ended.',
});

const time = Type.Integer({ description: 'Milliseconds since the epoch' });

export const KeyringView = Type.Object({
  key_service: nullable(Type.String({ description: 'The Cloud KMS key that wraps all others' })),
  versions: Type.Array(Type.Object({ version: Type.Integer(), made_at: time }), {
    description: 'Of the key file, newest first',
  }),
  collections: Type.Array(Type.String(), { description: 'What holds something sealed' }),
  stores: Type.Integer({ description: 'Stores with a data key' }),
  subjects: Type.Integer({ description: 'People with a key of their own' }),
  oldest_at: nullable(time),
  is_due: Type.Boolean({ description: 'A year has passed, or a key was used often enough' }),
  rotation: Type.Object({
    status: Type.Unsafe<'idle' | 'running' | 'done' | 'failed'>({
      type: 'string',
      enum: ['idle', 'running', 'done', 'failed'],
    }),
    keys: Type.Integer(),
    documents: Type.Integer(),
    broken: Type.Integer({ description: 'Documents that don’t open: they were changed or moved' }),
    started_at: nullable(time),
    ended_at: nullable(time),
    error: nullable(Type.String()),
  }),
});
export type KeyringView = Static<typeof KeyringView>;

export interface KeyringDeps {
  vault: Vault;
  keyring: KeyFile;
  /** The setting `kms_key`. */
  kmsKey?: string | undefined;
  rotation: Rotation;
}

/** How the keys stand, and their renewal. */
export function keyringFeature({ vault, keyring, kmsKey, rotation }: KeyringDeps) {
  const responses = { 200: KeyringView, '4xx': ProblemSchema, '5xx': ProblemSchema };
  const view = async (): Promise<KeyringView> => ({
    key_service: kmsKey ?? null,
    versions: keyring.versions().map(({ version, made_at }) => ({ version, made_at: Math.round(made_at) })),
    ...(await vault.status()),
    rotation: rotation.state(),
  });
  return async (app: App): Promise<void> => {
    app.get(
      '/admin/v1/keyring',
      {
        schema: { summary: 'How old the keys are that seal', tags: ['keyring'], response: responses },
        config: { access: 'manage:installation' },
      },
      view,
    );
    app.post(
      '/admin/v1/keyring/rotate',
      {
        schema: {
          summary: 'Renew every key and seal everything anew, while everything goes on',
          tags: ['keyring'],
          response: responses,
        },
        config: { access: 'manage:installation' },
      },
      async (request) => {
        if (!(await rotation.begin(actorOf(callerOf(request))))) throw rotationUnderWay();
        return view();
      },
    );
  };
}
