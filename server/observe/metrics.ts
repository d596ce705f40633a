import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type ChatMeters, chatMeters } from './chat-metrics.ts';
import { type SyncMeters, syncMeters } from './sync-metrics.ts';

/** The process's metrics. Label values are bounded: route patterns, methods, status codes, problem codes. */
export interface Metrics {
  registry: Registry;
  /** One finished request. The label set's child is kept, since finding it costs more than counting. */
  request(method: string, route: string, status: number, seconds: number): void;
  faceAnalysis(seen: { outcome: string; duration_ms: number }): void;
  recommendation(seconds: number): void;
  sync: SyncMeters;
  chat: ChatMeters;
}

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Names are the mission's (§4.2 alert rules, §4.3). */
export function openMetrics(
  readQueue: () => { running: number; queued: number },
  checkCache: () => Promise<void>,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  });
  const totals = new Counter({
    name: 'http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const analyses = new Counter({
    name: 'face_analysis_requests_total',
    help: 'Photos taken for analysis',
    registers,
  });
  const analysisSeconds = new Histogram({
    name: 'face_analysis_duration_seconds',
    help: 'Time of one analysis',
    buckets: SECONDS,
    registers,
  });
  const failures = new Counter({
    name: 'face_analysis_failures_total',
    help: 'Photos without a result',
    labelNames: ['reason'],
    registers,
  });
  const ranking = new Histogram({
    name: 'recommendation_generation_duration_seconds',
    help: 'Time to rank frames, cached answers left out',
    buckets: SECONDS,
    registers,
  });
  new Gauge({
    name: 'face_analysis_queue',
    help: 'Analyses running and waiting',
    labelNames: ['state'],
    registers,
    collect() {
      const { running, queued } = readQueue();
      this.set({ state: 'running' }, running);
      this.set({ state: 'queued' }, queued);
    },
  });

  new Gauge({
    name: 'cache_up',
    help: '1 while the cache answers, 0 while the server works without it',
    registers,
    async collect() {
      const isUp = await checkCache().then(
        () => true,
        () => false,
      );
      this.set(isUp ? 1 : 0);
    },
  });

  type Child = { observe: (seconds: number) => void; count: () => void };
  const children = new Map<string, Map<string, Child>>();
  function childOf(method: string, route: string, status: number): Child {
    let byOutcome = children.get(route);
    if (!byOutcome) {
      byOutcome = new Map();
      children.set(route, byOutcome);
    }
    const outcome = `${method} ${status}`;
    let child = byOutcome.get(outcome);
    if (!child) {
      const labels = { method, route, status: `${status}` };
      const [duration, total] = [durations.labels(labels), totals.labels(labels)];
      child = { observe: (seconds) => duration.observe(seconds), count: () => total.inc() };
      byOutcome.set(outcome, child);
    }
    return child;
  }

  return {
    registry,
    request(method, route, status, seconds) {
      const child = childOf(method, route, status);
      child.observe(seconds);
      child.count();
    },
    faceAnalysis({ outcome, duration_ms }) {
      analyses.inc();
      analysisSeconds.observe(duration_ms / 1000);
      if (outcome !== 'ok') failures.inc({ reason: outcome });
    },
    recommendation: (seconds) => ranking.observe(seconds),
    sync: syncMeters(registry),
    chat: chatMeters(registry),
  };
}
