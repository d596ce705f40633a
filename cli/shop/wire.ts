/** Shapes of the HTTP API that the commands about shops read. */
import type { Static } from 'typebox';
import type { PlatformView, StoreView, WebhookChanges } from '../../server/stores/schema.ts';
import type { EventDetail, EventView, PullView, Verification } from '../../server/sync/schema.ts';

export type Store = StoreView;
export type PlatformInfo = Static<typeof PlatformView>;
export type Changes = Static<typeof WebhookChanges>;
export type Registration = Changes['kept'][number];
export type SyncEvent = EventView;
export type SyncEventDetail = Static<typeof EventDetail>;
export type PullState = Static<typeof PullView>;
export type Verified = Verification;
