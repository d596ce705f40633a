import { type Static, Type } from 'typebox';
import { nullable, oneOf } from '../http/index.ts';
import { EVENT_TYPES, PLATFORM_NAMES } from '../platforms/index.ts';

export const PlatformNameSchema = oneOf(PLATFORM_NAMES);

/** A store as its merchant and the operator see it: no secret is ever read back. */
export const StoreView = Type.Object({
  store_id: Type.String(),
  name: Type.String(),
  currency: Type.String(),
  locale: Type.String(),
  data_region: nullable(
    Type.String({ description: 'Where its shoppers’ data must lie, unless their country says otherwise' }),
  ),
  status: oneOf(['connected', 'uninstalled', 'unconnected']),
  platform: nullable(PlatformNameSchema),
  address: nullable(Type.String()),
  webhooks_url: nullable(Type.String()),
  connected_at: nullable(Type.Integer()),
});
export type StoreView = Static<typeof StoreView>;

export const ConnectBody = Type.Object(
  {
    platform: PlatformNameSchema,
    address: Type.String({ minLength: 1, maxLength: 300, description: 'Where the shop is' }),
    credentials: Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 4096 }), {
      maxProperties: 20,
      description: 'As GET /admin/v1/platforms lists them',
    }),
    webhooks_url: Type.Optional(
      Type.String({
        maxLength: 300,
        pattern: '^https?://',
        description: 'Public address of this server, where the shop sends its events',
      }),
    ),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
  },
  { additionalProperties: false },
);
export type ConnectBody = Static<typeof ConnectBody>;

export const RegionBody = Type.Object(
  { data_region: nullable(Type.String({ pattern: '^[a-z][a-z0-9-]{0,30}$' })) },
  { additionalProperties: false },
);

export const Connected = Type.Object({
  store: StoreView,
  inspection: nullable(
    Type.Object({
      name: Type.String(),
      version: nullable(Type.String()),
      product_count: nullable(Type.Integer()),
      warnings: Type.Array(Type.String()),
    }),
  ),
  webhook_secret: Type.Optional(
    Type.String({ description: 'Shown once, where the shop’s own server must sign its events' }),
  ),
});

export const PlatformView = Type.Object({
  name: PlatformNameSchema,
  has_api: Type.Boolean(),
  credential_fields: Type.Array(
    Type.Object({
      name: Type.String(),
      prompt: Type.String(),
      env: Type.String(),
      secret: Type.Boolean(),
      required: Type.Boolean(),
      hint: Type.String(),
    }),
  ),
  cart: nullable(
    Type.Object({
      method: Type.Literal('POST'),
      path: Type.String(),
      content_type: Type.String(),
      body: Type.String(),
      attribution: Type.String(),
    }),
  ),
});

const Registration = Type.Object({
  id: Type.String(),
  event_type: nullable(oneOf(EVENT_TYPES)),
  topic: Type.String(),
  address: Type.String(),
  status: oneOf(['active', 'disabled']),
});
export const WebhookList = Type.Object({ webhooks: Type.Array(Registration) });
export const WebhookChanges = Type.Object({
  created: Type.Array(Registration),
  kept: Type.Array(Registration),
  repaired: Type.Array(Registration),
  refused: Type.Array(Type.Object({ topic: Type.String(), reason: Type.String() })),
});
