import { Type } from 'typebox';
import type { App } from './app-types.ts';

const CheckResult = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('failing')]),
  detail: Type.Optional(Type.String()),
});
const Readiness = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('not-ready')]),
  checks: Type.Record(Type.String(), CheckResult),
});
/** A check that has not answered by then has failed. */
const PATIENCE_MS = 2000;

export interface HealthDeps {
  /** Each resolves when the part works, and throws with the reason when it does not. */
  checks: Record<string, () => Promise<void>>;
  isDraining(): boolean;
}

/** `/health/live`: the process answers. `/health/ready`: every part it needs does too, each named. */
export function healthRoutes({ checks, isDraining }: HealthDeps) {
  return async (app: App): Promise<void> => {
    app.get(
      '/health/live',
      {
        schema: {
          summary: 'Is the process alive',
          tags: ['health'],
          response: { 200: Type.Object({ status: Type.Literal('ok') }) },
        },
        config: { access: 'public' },
      },
      async () => ({ status: 'ok' as const }),
    );
    app.get(
      '/health/ready',
      {
        schema: {
          summary: 'Can it do its work',
          tags: ['health'],
          response: { 200: Readiness, 503: Readiness },
        },
        config: { access: 'public' },
      },
      async (_request, reply) => {
        const results = Object.fromEntries(
          await Promise.all(
            Object.entries(checks).map(async ([name, check]) => [name, await outcome(check)] as const),
          ),
        );
        if (isDraining()) results.process = { status: 'failing', detail: 'shutting down' };
        const isReady = Object.values(results).every(({ status }) => status === 'ok');
        return reply
          .code(isReady ? 200 : 503)
          .send({ status: isReady ? 'ready' : 'not-ready', checks: results });
      },
    );
  };
}

async function outcome(check: () => Promise<void>): Promise<{ status: 'ok' | 'failing'; detail?: string }> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('did not answer in time')), PATIENCE_MS);
  });
  try {
    await Promise.race([check(), tooLate]);
    return { status: 'ok' };
  } catch (error) {
    return { status: 'failing', detail: error instanceof Error ? error.message : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
