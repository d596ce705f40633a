import { type Static, Type } from 'typebox';

export const KeyKind = Type.Union([Type.Literal('publishable'), Type.Literal('secret')]);
export type KeyKind = Static<typeof KeyKind>;

const Origin = Type.String({
  pattern: '^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$',
  description: 'A website as browsers name it: scheme, host and port, without a path',
});

export const CreateKey = Type.Object(
  {
    kind: KeyKind,
    label: Type.Optional(Type.String({ maxLength: 80 })),
    allowed_origins: Type.Optional(Type.Array(Origin, { maxItems: 20, uniqueItems: true })),
  },
  { additionalProperties: false },
);

export const ApiKey = Type.Object({
  key_id: Type.String(),
  kind: KeyKind,
  store_id: Type.String(),
  label: Type.String(),
  hint: Type.String({ description: 'How the key begins, enough to recognise it' }),
  publishable_key: Type.Optional(
    Type.String({
      description: 'A publishable key itself: it stands in pages, so it is no secret here either',
    }),
  ),
  allowed_origins: Type.Array(Type.String()),
  created_at: Type.Integer({ description: 'Milliseconds since 1970' }),
});
export type ApiKey = Static<typeof ApiKey>;

export const CreatedKey = Type.Interface([ApiKey], {
  key: Type.String({ description: 'The key itself. A secret key is shown this once.' }),
});

export const ApiKeyList = Type.Object({ keys: Type.Array(ApiKey) });

export const CreatedSession = Type.Object({
  session_id: Type.String(),
  token: Type.String({ description: 'Send as Authorization: Bearer; keep it in memory only' }),
  expires_at: Type.Integer({ description: 'Milliseconds since 1970' }),
});
