import { Type } from 'typebox';
import { type App, callerOf, ProblemSchema } from '../http/index.ts';
import { ChatSettings } from './settings.ts';
import type { ChatSettingsStore } from './settings-store.ts';

const problems = { '4xx': ProblemSchema, '5xx': ProblemSchema };

/** What a merchant says about the assistant. Changes are noted in the audit log as every change of configuration is. */
export function chatSettingsRoutes({ settings }: { settings: ChatSettingsStore }) {
  return async (app: App): Promise<void> => {
    app.get(
      '/admin/v1/chat/settings',
      {
        schema: {
          summary: 'How the assistant of this store is set up',
          tags: ['chat'],
          response: { 200: ChatSettings, ...problems },
        },
        config: { access: 'read:configuration' },
      },
      (request) => settings.get(callerOf(request).store_id),
    );
    app.put(
      '/admin/v1/chat/settings',
      {
        schema: {
          summary: 'Set up the assistant of this store; what is left out is as if nobody had said anything',
          tags: ['chat'],
          querystring: Type.Object({ dry_run: Type.Optional(Type.Boolean()) }),
          body: ChatSettings,
          response: { 200: ChatSettings, ...problems },
        },
        config: { access: 'write:configuration' },
      },
      async (request) => {
        const { store_id } = callerOf(request);
        if (request.query.dry_run !== true) await settings.save(store_id, request.body);
        return request.body;
      },
    );
  };
}
