import { type Static, Type } from 'typebox';

/** What can go wrong in one stable way: its code, its status, and the words a caller reads. */
export interface ProblemKind {
  readonly code: string;
  readonly status: number;
  /** What happened, to a person. The same for every occurrence. */
  readonly title: string;
  /** What to do about it. */
  readonly advice: string;
}

/** RFC 9457 problem details, plus `code`, `advice` and `request_id`. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'Where this kind of problem is explained, relative to the server' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    instance: Type.Optional(Type.String()),
    code: Type.String({ description: 'Stable name of the kind of problem' }),
    advice: Type.String({ description: 'What to do next, in plain words' }),
    request_id: Type.String(),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          pointer: Type.Optional(Type.String({ description: 'JSON Pointer into the body' })),
          row: Type.Optional(
            Type.Integer({ description: 'Row of an imported file, the header being row 1' }),
          ),
          detail: Type.String(),
        }),
      ),
    ),
  },
  { $id: 'Problem', additionalProperties: true },
);
export type ProblemBody = Static<typeof ProblemSchema>;

export interface ProblemDetails {
  /** What is special about this occurrence. Never holds secrets, face data or input echoed back. */
  detail?: string;
  errors?: ProblemBody['errors'];
  /** Response headers that belong to the answer, such as Retry-After. */
  headers?: Record<string, string>;
  /** Further members of the body (RFC 9457 extension members). */
  extensions?: Record<string, unknown>;
}

/** An expected failure with an answer for the caller. Anything else that is thrown becomes a bare 500. */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly details: ProblemDetails = {},
  ) {
    super(details.detail ?? kind.title);
    this.name = 'Problem';
  }

  body(requestId: string): ProblemBody {
    const { code, status, title, advice } = this.kind;
    const { detail, errors, extensions } = this.details;
    return {
      type: `/problems/${code}`,
      title,
      status,
      ...(detail === undefined ? {} : { detail }),
      code,
      advice,
      request_id: requestId,
      ...(errors === undefined ? {} : { errors }),
      ...extensions,
    };
  }
}

const kinds = new Map<string, ProblemKind>();

/** Every kind of problem the process can answer with, for the pages under /problems. */
export const problemKinds: ReadonlyMap<string, ProblemKind> = kinds;

/**
 * Declares a kind of problem and returns what makes one.
 * @throws if two kinds claim one code.
 */
export function defineProblem(kind: ProblemKind): (details?: ProblemDetails) => Problem {
  if (kinds.has(kind.code)) throw new Error(`problem ${kind.code} is declared twice`);
  kinds.set(kind.code, kind);
  return (details) => new Problem(kind, details);
}
