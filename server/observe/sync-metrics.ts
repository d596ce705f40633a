import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What happens between shops and the catalogue. Every label has few values: platforms, results, event types, outcomes. */
export interface SyncMeters {
  webhook(platform: string, result: string): void;
  event(type: string, outcome: string, lagSeconds: number): void;
  drift(found: { changed: number; removed: number; webhooks: number }): void;
  watchBacklog(read: () => number): void;
}

const LAG_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];

export function syncMeters(registry: Registry): SyncMeters {
  const registers = [registry];
  const webhooks = new Counter({
    name: 'webhook_deliveries_total',
    help: 'Webhook deliveries, by what they turned out to be',
    labelNames: ['platform', 'result'],
    registers,
  });
  const events = new Counter({
    name: 'sync_events_total',
    help: 'Events dealt with',
    labelNames: ['event_type', 'outcome'],
    registers,
  });
  const lag = new Histogram({
    name: 'sync_lag_seconds',
    help: 'From the acceptance of an event to its effect',
    buckets: LAG_SECONDS,
    registers,
  });
  const drift = new Counter({
    name: 'sync_drift_total',
    help: 'What webhooks had missed and reconciling found',
    labelNames: ['kind'],
    registers,
  });
  let backlog = () => 0;
  new Gauge({
    name: 'sync_backlog',
    help: 'Events waiting',
    registers,
    collect() {
      this.set(backlog());
    },
  });
  return {
    webhook: (platform, result) => webhooks.inc({ platform, result }),
    event(event_type, outcome, lagSeconds) {
      events.inc({ event_type, outcome });
      lag.observe(lagSeconds);
    },
    drift({ changed, removed, webhooks: mended }) {
      drift.inc({ kind: 'changed' }, changed);
      drift.inc({ kind: 'removed' }, removed);
      drift.inc({ kind: 'webhook' }, mended);
    },
    watchBacklog(read) {
      backlog = read;
    },
  };
}
