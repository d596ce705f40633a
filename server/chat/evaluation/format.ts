import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { oneOf } from '../../http/index.ts';
import { LANGUAGES, type Language } from '../../recommend/index.ts';
import { CHANGES, INTENTS, QUESTIONS, type Slot } from '../understanding.ts';
import { CHOICES, type ChoiceName, Wishes } from '../wishes.ts';

const language = oneOf(Object.keys(LANGUAGES) as Language[]);
const price = Type.Number({ minimum: 0, maximum: 10_000_000 });

const wish = (choice: ChoiceName): TSchema => Wishes.properties[choice].properties.want.items;

/** What may stand as the value of each slot. */
const VALUES: Record<Slot['slot'], TSchema> = {
  shape: wish('shape'),
  color: wish('color'),
  material: wish('material'),
  rim: wish('rim'),
  size: wish('size'),
  brand: wish('brand'),
  gender: wish('gender'),
  occasion: wish('occasion'),
  lens_type: wish('lens_type'),
  min_price: price,
  max_price: price,
  light: Type.Literal(true),
  any: oneOf([...CHOICES, 'price']),
  change: oneOf(CHANGES),
  ordinal: Type.Integer({ minimum: -20, maximum: 100 }),
  product: Type.String({ minLength: 1, maxLength: 128 }),
};

const LabelledSlot = Type.Object(
  {
    slot: oneOf(Object.keys(VALUES) as Slot['slot'][]),
    value: Type.Union([Type.String(), Type.Number(), Type.Boolean()]),
    negated: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type LabelledSlot = Static<typeof LabelledSlot>;

/** One line of an evaluation set: a message, the situation it comes in, and what it means. */
export const Utterance = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 1000 }),
    language,
    intent: oneOf(INTENTS),
    slots: Type.Array(LabelledSlot, { maxItems: 40 }),
    shown: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, description: 'Frames on the screen' })),
    awaiting: Type.Optional(oneOf(QUESTIONS)),
    page_language: Type.Optional(language),
  },
  { additionalProperties: false },
);
export type Utterance = Static<typeof Utterance>;

/** A set is read whole: what a merchant writes by hand is a hundredth of this. */
export const LARGEST_SET = 16 * 1024 * 1024;
const MOST_ERRORS = 50;

export interface LineError {
  /** The first line is 1. */
  line: number;
  detail: string;
}

/** Reads a set, one JSON object a line; empty lines are passed over. Never throws; at most 50 errors are told. */
export function parseSet(text: string): { utterances: Utterance[]; errors: LineError[] } {
  const utterances: Utterance[] = [];
  const errors: LineError[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (typeof read !== 'string') utterances.push(read);
    else if (errors.length < MOST_ERRORS) errors.push({ line: index + 1, detail: read });
  }
  return { utterances, errors };
}

/** The utterance, or what is wrong with it. */
function readLine(line: string): Utterance | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'is not JSON';
  }
  if (!Value.Check(Utterance, value)) return firstError(Utterance, value);
  for (const [i, { slot, value: named }] of value.slots.entries()) {
    if (!Value.Check(VALUES[slot], named)) return `slots/${i}: "${named}" is no value of ${slot}`;
  }
  return value;
}

function firstError(schema: TSchema, value: unknown): string {
  const [error] = Value.Errors(schema, value);
  if (error === undefined) return 'is not as described';
  const allowed =
    'allowedValues' in error.params ? `: ${(error.params.allowedValues as string[]).join(', ')}` : '';
  return `${error.instancePath.slice(1) || 'the line'} ${error.message}${allowed}`;
}
