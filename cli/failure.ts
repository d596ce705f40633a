/** What the process ends with; the numbers are a promise to scripts, shown by `varai help`. */
export const EXIT = {
  failure: 1,
  usage: 2,
  badInput: 3,
  authentication: 4,
  unreachable: 5,
  broken: 6,
} as const;

/** A failure that people can do something about: what happened, and the command or step that comes next. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly next: string,
    readonly exitCode: number = EXIT.failure,
    /** Further members of the JSON answer. */
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'Failure';
  }
}
