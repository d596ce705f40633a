export { type LogLevel, logger } from './log.ts';
export { type Metrics, openMetrics } from './metrics.ts';
export { observeRequests } from './requests.ts';
