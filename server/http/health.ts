import { type Static, Type } from 'typebox';
import type { App } from './app-types.ts';

const CheckResult = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('failing')]),
  detail: Type.Optional(Type.String()),
});
const Readiness = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('degraded'), Type.Literal('not-ready')], {
    description: 'degraded: it works, without a part that it can do without',
  }),
  checks: Type.Record(Type.String(), CheckResult),
});
/** A check that has not answered by then has failed. */
const PATIENCE_MS = 2000;

export interface HealthDeps {
  /** Each resolves when the part works, and throws with the reason when it does not. */
  checks: Record<string, () => Promise<void>>;
  /** The same, of parts that it can do without. */
  optional?: Record<string, () => Promise<void>>;
  isDraining(): boolean;
}

/** `/health/live`: the process answers. `/health/ready`: every part it needs does too, each named. */
export function healthRoutes({ checks, optional = {}, isDraining }: HealthDeps) {
  return async (app: App): Promise<void> => {
    app.get(
      '/health/live',
      {
        schema: {
          summary: 'Is the process alive',
          tags: ['health'],
          response: { 200: Type.Object({ status: Type.Literal('ok') }) },
        },
        config: { access: 'public', unmetered: true },
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
        config: { access: 'public', unmetered: true },
      },
      async (_request, reply) => {
        const [needed, helpful] = await Promise.all([outcomes(checks), outcomes(optional)]);
        if (isDraining()) needed.process = { status: 'failing', detail: 'shutting down' };
        const isWhole = (results: Outcomes) => Object.values(results).every(({ status }) => status === 'ok');
        const status = !isWhole(needed) ? 'not-ready' : isWhole(helpful) ? 'ready' : 'degraded';
        return reply
          .code(status === 'not-ready' ? 503 : 200)
          .send({ status, checks: { ...needed, ...helpful } });
      },
    );
  };
}

type Outcome = Static<typeof CheckResult>;
type Outcomes = Record<string, Outcome>;

async function outcomes(checks: Record<string, () => Promise<void>>): Promise<Outcomes> {
  const told = Object.entries(checks).map(async ([name, check]) => [name, await outcome(check)] as const);
  return Object.fromEntries(await Promise.all(told));
}

async function outcome(check: () => Promise<void>): Promise<Outcome> {
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
