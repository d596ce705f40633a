import { type Static, Type } from 'typebox';
import { nullable, oneOf, PERMISSIONS, type Permission } from '../http/index.ts';
import { ROLE_NAMES, type Role } from './roles.ts';

export const KeyKind = Type.Union([Type.Literal('publishable'), Type.Literal('secret')]);
export type KeyKind = Static<typeof KeyKind>;

export const RoleName = Type.Unsafe<Role>({ type: 'string', enum: [...ROLE_NAMES] });
export const PermissionName = Type.Unsafe<Permission>({ type: 'string', enum: [...PERMISSIONS] });
const Roles = Type.Array(RoleName, { minItems: 1, maxItems: ROLE_NAMES.length, uniqueItems: true });
const Scopes = Type.Array(PermissionName, {
  maxItems: PERMISSIONS.length,
  uniqueItems: true,
  description: 'Narrows what the roles allow',
});
const Moment = Type.Integer({ minimum: 0, maximum: 8.64e15, description: 'Milliseconds since 1970' });
const Label = Type.String({ maxLength: 80, format: 'text' });
const Limit = Type.Integer({ minimum: 1, maximum: 1_000_000 });

const Origin = Type.String({
  pattern: '^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$',
  maxLength: 260,
  description: 'A website as browsers name it: scheme, host and port, without a path',
});

const Given = {
  label: Type.Optional(Label),
  roles: Type.Optional(Roles),
  scopes: Type.Optional(Scopes),
  requests_per_minute: Type.Optional(Limit),
  expires_at: Type.Optional(Moment),
};

export const CreateKey = Type.Object(
  {
    kind: KeyKind,
    ...Given,
    allowed_origins: Type.Optional(Type.Array(Origin, { maxItems: 20, uniqueItems: true })),
  },
  { additionalProperties: false },
);
export type CreateKey = Static<typeof CreateKey>;

export const CreateClient = Type.Object(Given, { additionalProperties: false });
export type CreateClient = Static<typeof CreateClient>;

const Credential = {
  store_id: Type.String(),
  label: Type.String(),
  hint: Type.String({ description: 'How the secret begins, enough to recognise it' }),
  roles: Type.Array(RoleName),
  scopes: nullable(Scopes),
  permissions: Type.Array(PermissionName, { description: 'What roles and scopes come to' }),
  requests_per_minute: Type.Integer(),
  status: oneOf(['active', 'rotation-soon', 'rotation-due', 'expired', 'revoked']),
  created_at: Moment,
  rotation_due_at: Moment,
  previous_good_until: nullable(Moment),
  expires_at: nullable(Moment),
  revoked_at: nullable(Moment),
  last_used_at: nullable(Moment),
  uses: Type.Integer(),
};

export const ApiKey = Type.Object({
  key_id: Type.String(),
  kind: KeyKind,
  publishable_key: Type.Optional(
    Type.String({
      description: 'A publishable key itself: it stands in pages, so it is no secret here either',
    }),
  ),
  allowed_origins: Type.Array(Type.String()),
  ...Credential,
});
export type ApiKey = Static<typeof ApiKey>;

const Usage = Type.Array(Type.Object({ day: Type.String({ format: 'date' }), uses: Type.Integer() }), {
  description: 'Uses of each day of the last 90 there were any',
});

export const ApiKeyDetail = Type.Interface([ApiKey], { usage: Usage });
export type ApiKeyDetail = Static<typeof ApiKeyDetail>;
export const CreatedKey = Type.Interface([ApiKey], {
  key: Type.String({ description: 'The key itself. A secret key is shown this once.' }),
});
export const ApiKeyList = Type.Object({ keys: Type.Array(ApiKey) });

export const OAuthClient = Type.Object({ client_id: Type.String(), ...Credential });
export type OAuthClient = Static<typeof OAuthClient>;
export const OAuthClientDetail = Type.Interface([OAuthClient], { usage: Usage });
export type OAuthClientDetail = Static<typeof OAuthClientDetail>;
export const CreatedClient = Type.Interface([OAuthClient], {
  client_secret: Type.String({ description: 'Shown this once.' }),
});
export const OAuthClientList = Type.Object({ clients: Type.Array(OAuthClient) });

export const RotateBody = Type.Object(
  {
    overlap_days: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 30,
        description: 'How long the one before stays good; 7 if left out',
      }),
    ),
  },
  { additionalProperties: false },
);
export type RotateBody = Static<typeof RotateBody>;

export const AssignBody = Type.Object(
  { roles: Roles, scopes: Type.Optional(Scopes) },
  { additionalProperties: false },
);
export type AssignBody = Static<typeof AssignBody>;

/** What may be lent for a time: nothing with which somebody could make it last. */
const LENDABLE = PERMISSIONS.filter((name) => name !== 'manage:users' && name !== 'manage:installation');
const Lendable = Type.Unsafe<Permission>({ type: 'string', enum: LENDABLE });

export const CreateGrant = Type.Object(
  {
    subject_id: Type.String({
      pattern: '^(key|client)_[\\w-]{1,40}$',
      description: 'key_id or client_id, also of another store',
    }),
    permissions: Type.Array(Lendable, { minItems: 1, maxItems: LENDABLE.length, uniqueItems: true }),
    starts_at: Type.Optional(Moment),
    ends_at: Moment,
    reason: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
);
export type CreateGrant = Static<typeof CreateGrant>;

export const GrantView = Type.Object({
  grant_id: Type.String(),
  store_id: Type.String(),
  subject_id: Type.String(),
  permissions: Type.Array(PermissionName),
  starts_at: Moment,
  ends_at: Moment,
  reason: Type.String(),
  granted_by: Type.String(),
});
export const GrantList = Type.Object({ grants: Type.Array(GrantView) });

export const RoleList = Type.Object({
  roles: Type.Array(Type.Object({ name: RoleName, permissions: Type.Array(PermissionName) })),
  policies: Type.Array(Type.Object({ name: Type.String(), rule: Type.String() })),
});
export type RoleList = Static<typeof RoleList>;

export const Explanation = Type.Object({
  allowed: Type.Boolean(),
  route: Type.String({ description: 'Method and pattern of the call that the path leads to' }),
  permission: Type.String({ description: 'What it needs; `public` when nothing' }),
  because: Type.Array(Type.String(), { description: 'Each check in its order, in plain words' }),
});
export type Explanation = Static<typeof Explanation>;

export const SigningKeyList = Type.Object({
  keys: Type.Array(
    Type.Object({
      kid: Type.String(),
      created_at: Moment,
      signs_from: Moment,
      published_until: nullable(Moment),
    }),
  ),
});

export const CreatedSession = Type.Object({
  session_id: Type.String(),
  token: Type.String({ description: 'Send as Authorization: Bearer; keep it in memory only' }),
  expires_at: Type.Integer({ description: 'Milliseconds since 1970' }),
});

export const OpenSession = Type.Object(
  {
    country: Type.Optional(
      Type.String({
        pattern: '^[A-Z]{2}$',
        description: 'Where the shopper is, ISO 3166-1 alpha-2; decides in which region the data may lie',
      }),
    ),
  },
  { additionalProperties: false },
);
export type OpenSession = Static<typeof OpenSession>;
