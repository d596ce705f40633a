import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app-types.ts';
import { headersFor } from './headers.ts';
import { defineProblem, Problem, type ProblemBody } from './problem.ts';

const invalidRequest = defineProblem({
  code: 'invalid-request',
  status: 400,
  title: 'The request is not what this call takes',
  advice: 'Compare it with this call in /docs. Each entry of `errors` names one place.',
});
const bodyTooLarge = defineProblem({
  code: 'body-too-large',
  status: 413,
  title: 'The request is larger than this call takes',
  advice: 'Send less at once.',
});
const unsupportedMediaType = defineProblem({
  code: 'unsupported-media-type',
  status: 415,
  title: 'This call does not take this kind of content',
  advice: 'Set Content-Type to one that /docs lists for this call.',
});
const notFound = defineProblem({
  code: 'not-found',
  status: 404,
  title: 'There is nothing at this address',
  advice: 'See /docs for every address there is.',
});
const unreadableAddress = defineProblem({
  code: 'unreadable-address',
  status: 400,
  title: 'This address can’t be read',
  advice: 'Encode each part of the path with percent signs and UTF-8, and keep each under 200 characters.',
});
const storeUnavailable = defineProblem({
  code: 'store-unavailable',
  status: 503,
  title: 'The database does not answer right now',
  advice: 'Try again after the seconds that Retry-After names. What was sent may have been kept or not.',
});
const keyServiceUnavailable = defineProblem({
  code: 'key-service-unavailable',
  status: 503,
  title: 'The key service does not answer, or refuses',
  advice: 'What is sealed can’t be read or written meanwhile. The server’s log says why; try again later.',
});
const internalError = defineProblem({
  code: 'internal-error',
  status: 500,
  title: 'Something went wrong on our side',
  advice: 'Try again. If it happens again, give the request_id to whoever runs this server.',
});

/** A replica set elects a new primary within ten seconds or so; most losses are shorter. */
const STORE_RETRY_SECONDS = '2';

/** Answers every failure as problem+json. What is not a Problem is logged whole and answered bare. */
export function answerProblems(app: App): void {
  app.setErrorHandler<FastifyError>((error, request, reply) =>
    answer(toldProblem(error, request), request, reply),
  );
  app.setNotFoundHandler((request, reply) => answer(notFound(), request, reply));
}

/** What a failure is to the caller. What nobody expected is logged whole, and so is a key service that fails. */
export function toldProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  const failure = error as FastifyError;
  if (failure.name === 'KeyServiceError')
    request.log.error({ err: error, request_id: request.id }, 'the key service can’t be used');
  const problem = fromFastify(failure);
  if (problem !== null) return problem;
  request.log.error(
    { err: error, request_id: request.id, route: request.routeOptions.url },
    'unexpected error',
  );
  return internalError();
}

function answer(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers(problem.details.headers ?? {});
  return reply.code(problem.kind.status).type('application/problem+json').send(problem.body(request.id));
}

/** For what the router refuses before it finds a route, and so before any hook. */
export function answerUnroutable(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  answer(unreadableAddress(), request, reply.headers(headersFor(request)));
}

/** What the framework refuses itself, and what the store's absence means, in the project's own words. */
function fromFastify(error: FastifyError): Problem | null {
  const later = { headers: { 'retry-after': STORE_RETRY_SECONDS } };
  if (error.name === 'KeyServiceError') return keyServiceUnavailable(later);
  if (error.code === 'STORE_UNAVAILABLE') return storeUnavailable(later);
  if (error.validation)
    return invalidRequest({ errors: telling(error.validation).map(pointed(error.validationContext)) });
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return bodyTooLarge();
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedMediaType();
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return invalidRequest({ detail: 'The body could not be read as its Content-Type says.' });
  }
  return null;
}

type Invalid = NonNullable<FastifyError['validation']>[number];

/** Without "must be null" and "must match one of these" where another fault says what is wrong there. */
function telling(faults: readonly Invalid[]): Invalid[] {
  const isVague = ({ keyword, params }: Invalid) =>
    keyword === 'anyOf' || (keyword === 'type' && params.type === 'null');
  const clear = faults.filter((fault) => !isVague(fault)).map(({ instancePath }) => `${instancePath}/`);
  return faults.filter(
    (fault) => !isVague(fault) || !clear.some((path) => path.startsWith(`${fault.instancePath}/`)),
  );
}

function pointed(context: string | undefined) {
  return ({ instancePath, message, params }: Invalid): NonNullable<ProblemBody['errors']>[number] => {
    const named = params.additionalProperty ?? params.allowedValues;
    const extra = named === undefined ? '' : ` (${[named].flat().join(', ')})`;
    return {
      pointer: `/${context ?? 'body'}${instancePath}`,
      detail: `${message ?? 'is not valid'}${extra}`,
    };
  };
}
