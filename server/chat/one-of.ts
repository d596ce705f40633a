import { Type } from 'typebox';

/** One of some words, as JSON Schema's `enum`. */
export const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });
