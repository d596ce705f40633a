import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';

/** The Fastify application as every feature sees it. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Who may call a route: anyone, a shop's page (publishable key), or a server and its operators (secret key). */
export type Access = 'public' | 'publishable' | 'secret';

/** Who is calling, known once the key has been checked. A secret key may call publishable routes too. */
export interface Caller {
  readonly kind: 'publishable' | 'secret';
  readonly store_id: string;
  readonly key_id: string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route states this; the app does not start otherwise. */
    access?: Access;
  }
  interface FastifyRequest {
    /** Set on every route whose access is not `public`. */
    caller: Caller | null;
  }
}

/**
 * The caller of a route that is not public.
 * @throws Error when used on a public route, which is a mistake in the code.
 */
export function callerOf(request: Pick<FastifyRequest, 'caller'>): Caller {
  if (request.caller === null) throw new Error('callerOf used on a public route');
  return request.caller;
}
