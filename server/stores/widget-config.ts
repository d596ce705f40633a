import { Type } from 'typebox';
import { type App, callerOf, ProblemSchema } from '../http/index.ts';
import type { Platforms } from '../platforms/index.ts';
import { CONSENT_TEXT_VERSION, Purpose } from '../privacy/index.ts';
import type { Connections } from './connections.ts';
import { PlatformView } from './schema.ts';
import type { Stores } from './settings.ts';

/** Mission §3.2: sessions, and what was measured in them, are kept for 24 hours. */
const RETENTION_HOURS = 24;

const WidgetConfig = Type.Object({
  store: Type.Object({ name: Type.String(), currency: Type.String(), locale: Type.String() }),
  consent_text_version: Type.String(),
  retention_hours: Type.Integer(),
  purposes: Type.Array(Purpose),
  cart: PlatformView.properties.cart,
  assistant: Type.Union([
    Type.Object({ name: Type.Union([Type.String(), Type.Null()]) }),
    Type.Null({ description: 'The store has none' }),
  ]),
});

export function storesFeature(deps: {
  stores: Stores;
  connections: Connections;
  platforms: Platforms;
  /** How the store's assistant calls itself; null where it has none. */
  assistantOf(store_id: string): Promise<{ name: string | null } | null>;
}) {
  return async (app: App): Promise<void> => {
    app.get(
      '/v1/widget-config',
      {
        schema: {
          summary: 'What the widget needs to know about its store',
          tags: ['widget'],
          response: { 200: WidgetConfig, '4xx': ProblemSchema },
        },
        config: { access: 'read:recommendations' },
      },
      async (request) => {
        const { store_id, ...store } = await deps.stores.get(callerOf(request).store_id);
        const connection = await deps.connections.get(store_id);
        return {
          store,
          consent_text_version: CONSENT_TEXT_VERSION,
          retention_hours: RETENTION_HOURS,
          purposes: Purpose.anyOf.map((purpose) => purpose.const),
          cart: connection && deps.platforms[connection.platform].cart,
          assistant: await deps.assistantOf(store_id),
        };
      },
    );
  };
}
