import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { App } from './app-types.ts';

/**
 * Validates by each route's schemas. Text parameters become the numbers and booleans their schema asks for; a body
 * is taken as it is, so that `"5"` is never quietly a 5.
 */
export function validateBySchema(app: App): void {
  const options = { allErrors: true, strict: false, removeAdditional: false, useDefaults: true } as const;
  const text = new Ajv({ ...options, coerceTypes: 'array' });
  const body = new Ajv({ ...options, coerceTypes: false });
  addFormats.default(text);
  addFormats.default(body);
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? body : text).compile(schema));
}
