import { type Static, type TSchema, Type } from 'typebox';
import { CHOICES, Wishes } from '../wishes.ts';
import type { Declaration, ParameterSchema } from './vertex-sdk.ts';

const closed = { additionalProperties: false };
const frame = Type.String({
  minLength: 1,
  maxLength: 140,
  description: 'The id of a frame, as a function or the list of frames on the screen gave it',
});

type Choice = (typeof CHOICES)[number];
type Values<Name extends Choice> = Static<(typeof Wishes.properties)[Name]['properties']['want']>;
/** What is wanted of a kind, and beside it what is not. */
type Wanted = { [Name in Choice]?: Values<Name> } & { [Name in Choice as `avoid_${Name}`]?: Values<Name> };

const wanted = Object.fromEntries(
  CHOICES.flatMap((name) => {
    const values = Wishes.properties[name].properties.want;
    const words = name.replace('_', ' ');
    return [
      [name, Type.Optional({ ...values, description: `Only frames of one of these: ${words}` })],
      [`avoid_${name}`, Type.Optional({ ...values, description: `No frame of these: ${words}` })],
    ];
  }),
);

const SearchArgs = Type.Object(
  {
    ...wanted,
    min_price: Type.Optional(Type.Number({ minimum: 0, maximum: 10_000_000 })),
    max_price: Type.Optional(
      Type.Number({ minimum: 0, maximum: 10_000_000, description: 'In whole units of the store’s currency' }),
    ),
    light: Type.Optional(Type.Boolean({ description: 'True where a light frame is wanted' })),
  },
  closed,
);
export type SearchArgs = Wanted & { min_price?: number; max_price?: number; light?: boolean };

/** Every function of the model: what it may pass, checked before anything is done, and what it is told of it. */
export const FUNCTIONS = {
  search_frames: {
    description: 'Finds frames of this store that are as the shopper wants them, the best first.',
    args: SearchArgs,
  },
  recommend_frames: {
    description:
      'The frames of this store that fit and suit the shopper best, whatever was asked for before.',
    args: Type.Object({}, closed),
  },
  frame_details: {
    description: 'Everything the store says about one frame: measurements, description, colours, stock.',
    args: Type.Object({ frame }, closed),
  },
  compare_frames: {
    description: 'Two to four frames side by side.',
    args: Type.Object({ frames: Type.Array(frame, { minItems: 2, maxItems: 4 }) }, closed),
  },
  check_fit: {
    description: 'Checks one frame against the shopper’s face and shows the result on its card.',
    args: Type.Object({ frame }, closed),
  },
  store_answers: {
    description:
      'The store’s own answers, for questions about lenses, care, delivery, returns, prices of services. Repeat them word for word.',
    args: Type.Object({ question: Type.String({ minLength: 1, maxLength: 300 }) }, closed),
  },
  offer_to_cart: {
    description:
      'Asks the shopper whether one frame shall go into the cart. Only when they speak of buying it.',
    args: Type.Object({ frame }, closed),
  },
  start_face_analysis: {
    description: 'Opens the analysis of a photo, when the shopper wants to know what fits the face.',
    args: Type.Object({}, closed),
  },
  hand_over: {
    description:
      'Shows how people of the store are reached, when the shopper asks for one or nobody here can help.',
    args: Type.Object(
      {
        reason: Type.Unsafe<'asked' | 'order_status' | 'complaint' | 'medical' | 'unanswered'>({
          type: 'string',
          enum: ['asked', 'order_status', 'complaint', 'medical', 'unanswered'],
        }),
      },
      closed,
    ),
  },
} as const satisfies Record<string, { description: string; args: TSchema }>;
export type FunctionName = keyof typeof FUNCTIONS;

/** The same as Vertex AI wants to be told of them. */
export const DECLARATIONS: readonly Declaration[] = Object.entries(FUNCTIONS).map(
  ([name, { description, args }]) => {
    const parameters = parametersOf(args as JsonSchema);
    // A function without parameters is declared without them: an object may not be empty.
    return Object.keys(parameters.properties ?? {}).length === 0
      ? { name, description }
      : { name, description, parameters };
  },
);

interface JsonSchema {
  type?: string;
  description?: string;
  enum?: string[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

/** JSON Schema as the subset of OpenAPI that functions are declared in; limits are checked here, not there. */
function parametersOf({
  type,
  description,
  enum: values,
  items,
  properties,
  required,
}: JsonSchema): ParameterSchema {
  const inner = Object.entries(properties ?? {}).map(
    ([name, schema]) => [name, parametersOf(schema)] as const,
  );
  return {
    type: (type ?? 'string').toUpperCase() as ParameterSchema['type'],
    ...(description === undefined ? {} : { description }),
    ...(values === undefined ? {} : { enum: values }),
    ...(items === undefined ? {} : { items: parametersOf(items) }),
    ...(properties === undefined ? {} : { properties: Object.fromEntries(inner) }),
    ...(required === undefined || required.length === 0 ? {} : { required }),
  };
}
