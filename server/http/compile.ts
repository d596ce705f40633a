import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import fastJsonStringify from 'fast-json-stringify';
import type { App } from './app-types.ts';
import { unfitText } from './text.ts';

/** What is sent is ours: of a choice between shapes the format of a text decides nothing. */
const WRITING = { ajv: { formats: { text: true } } } as const;

/** Of a value with more parts than this only the first fault is told: a megabyte of faults helps nobody. */
const MOST_PARTS = 1000;
/** The same of a longer text or name among them. */
const MOST_LETTERS = 1000;

/**
 * Makes validators and serializers from the routes' schemas: each when it is first needed, and all, one in a turn of
 * the event loop, once the server listens. Three hundred milliseconds of a start would go by otherwise.
 */
export function compileBySchema(app: App): void {
  const later: (() => void)[] = [];
  const text = validators({ coerceTypes: 'array' });
  const body = validators({ coerceTypes: false });
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const validator = (httpPart === 'body' ? body : text)(schema as object);
    later.push(validator.prepare);
    return validator.validate;
  });
  app.setSerializerCompiler(({ schema }) => {
    let serialize: ((value: unknown) => string) | undefined;
    const prepared = () => (serialize ??= fastJsonStringify(schema as object, WRITING));
    later.push(prepared);
    return (value) => prepared()(value);
  });
  app.addHook('onListen', async () => prepareInTurns(later));
}

function prepareInTurns(later: readonly (() => void)[], from = 0): void {
  const prepare = later[from];
  if (prepare === undefined) return;
  prepare();
  setImmediate(prepareInTurns, later, from + 1);
}

interface LazyValidator {
  prepare(): void;
  validate: { (value: unknown): boolean; errors?: ErrorObject[] | null };
}

/** Validators that stop at the first fault; of small values a second look tells all faults at once. */
function validators(options: Options): (schema: object) => LazyValidator {
  const common = { strict: false, removeAdditional: false, useDefaults: true, ...options } as const;
  const [first, every] = [ajvWith(common), ajvWith({ ...common, allErrors: true })];
  return (schema) => {
    let quick: ValidateFunction | undefined;
    const prepare = () => (quick ??= first.compile(schema));
    const validate: LazyValidator['validate'] = (value) => {
      const check = prepare();
      if (check(value)) return true;
      validate.errors = check.errors ?? null;
      if (!isSmall(value)) return false;
      const thorough = every.compile(schema);
      thorough(value);
      validate.errors = thorough.errors ?? validate.errors;
      return false;
    };
    return { prepare, validate };
  };
}

function ajvWith(options: Options): Ajv {
  const ajv = new Ajv(options);
  addFormats.default(ajv);
  ajv.addFormat('text', (value: string) => !unfitText(value));
  return ajv;
}

/** Gives up at the first part too many, whatever else there is. */
function isSmall(value: unknown): boolean {
  let left = MOST_PARTS;
  const counted = (part: unknown): boolean => {
    left -= 1;
    if (left < 0) return false;
    if (typeof part === 'string') return part.length <= MOST_LETTERS;
    if (Array.isArray(part)) return part.length <= left && part.every(counted);
    const members = part as Readonly<Record<string, unknown>>;
    // The parsed body has no inherited members, and their names need not all be listed to find there are too many.
    for (const name in members) if (name.length > MOST_LETTERS || !counted(members[name])) return false;
    return true;
  };
  return counted(value);
}
