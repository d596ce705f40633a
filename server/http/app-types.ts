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
import type { Access, Permission } from './permissions.ts';

/** The Fastify application as every feature sees it. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Who is calling, known once key or token has been checked. */
export interface Caller {
  /** `publishable` keys stand in pages, where everybody reads them. */
  readonly kind: 'publishable' | 'secret' | 'client' | 'operator';
  readonly store_id: string;
  /** Of the key or the OAuth client, as it stands in logs and limits. */
  readonly key_id: string;
  readonly permissions: ReadonlySet<Permission>;
  /** Of a publishable key it counts for each browser, that is for key and IP address together. */
  readonly requests_per_minute: number;
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
