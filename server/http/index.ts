export { addressList, isLoopbackAddress } from './addresses.ts';
export { type App, type Caller, callerOf } from './app-types.ts';
export { type Certificate, openCertificate } from './certificate.ts';
export { type EdgeOptions, edgeOptions, limitConnections } from './edge.ts';
export { answerProblems, answerUnroutable, toldProblem } from './errors.ts';
export { type EventStream, eventText, streamEvents } from './event-stream.ts';
export { sendHeaders } from './headers.ts';
export { healthRoutes } from './health.ts';
export { collectOpenApi, openApiRoutes } from './openapi.ts';
export { type Access, IN_PAGES, PERMISSIONS, type Permission } from './permissions.ts';
export {
  defineProblem,
  Problem,
  type ProblemBody,
  type ProblemDetails,
  type ProblemKind,
  ProblemSchema,
  problemKinds,
} from './problem.ts';
export { problemPages } from './problem-pages.ts';
export { openRateLimit, type RateCeilings, type RateLimit } from './rate-limit.ts';
export { requestIds } from './request-id.ts';
export { nullable, oneOf } from './schema-words.ts';
export { openSlots, type Slots } from './slots.ts';
export { unfitText } from './text.ts';
export { validateBySchema } from './validation.ts';
