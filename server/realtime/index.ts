export { type Hub, openHub } from './hub.ts';
export type { ChangedProduct, RealtimeMessage } from './messages.ts';
export { type RealtimeDeps, realtimeFeature } from './routes.ts';
