export { type Access, type App, type Caller, callerOf } from './app-types.ts';
export {
  defineProblem,
  Problem,
  type ProblemBody,
  type ProblemDetails,
  type ProblemKind,
  ProblemSchema,
  problemKinds,
} from './problem.ts';
