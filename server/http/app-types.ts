import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { TSchema } from 'typebox';

/** The Fastify application as every feature sees it. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/**
 * Who may call a route: anyone, a shop's page (publishable key), a shop's server (secret key), or whoever runs this
 * installation (the command line on the same machine). Each may do what those before it may.
 */
export type Access = 'public' | 'publishable' | 'secret' | 'operator';

/** Who is calling, known once the key has been checked. */
export interface Caller {
  readonly kind: 'publishable' | 'secret' | 'operator';
  readonly store_id: string;
  readonly key_id: string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route states this; the app does not start otherwise. */
    access?: Access;
    /** The publishable key may come as `?key=`: browsers send no headers with EventSource and WebSocket. */
    keyInQuery?: boolean;
    /** What the body may be, by media type, for a route that reads it itself: documented, and checked over there. */
    body?: Readonly<Record<string, TSchema>>;
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
