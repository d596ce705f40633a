import { type Static, Type } from 'typebox';

const text = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, format: 'text', description });
const closed = { additionalProperties: false };

/** One question that the store answers itself. */
export const FaqEntry = Type.Object(
  {
    language: Type.String({ pattern: '^[a-z]{2}$', description: 'ISO 639-1' }),
    question: text(300, 'As shoppers ask it'),
    also_asked: Type.Array(text(300, 'The same in other words'), { maxItems: 20, default: [] }),
    answer: text(2000, 'What the assistant says, word for word'),
    url: Type.Optional(Type.String({ maxLength: 2048, pattern: '^https://' })),
  },
  closed,
);
export type FaqEntry = Static<typeof FaqEntry>;

/** Where people are reached. */
export const HandoverContact = Type.Object(
  {
    email: Type.Optional(Type.String({ maxLength: 254, pattern: '^[^@\\s]+@[^@\\s]+$' })),
    phone: Type.Optional(text(40, 'As it is to be read')),
    url: Type.Optional(Type.String({ maxLength: 2048, pattern: '^https://' })),
    hours: Type.Optional(text(200, 'When somebody answers')),
  },
  closed,
);
export type HandoverContact = Static<typeof HandoverContact>;

/** What a merchant says about the assistant of one store. */
export const ChatSettings = Type.Object(
  {
    enabled: Type.Boolean({ default: true }),
    assistant_name: Type.Union([text(60, 'How it calls itself'), Type.Null()], { default: null }),
    tone: Type.Enum(['friendly', 'formal', 'playful'], {
      default: 'friendly',
      description: 'friendly and playful say du and tu, formal says Sie and vous',
    }),
    voice: Type.Union(
      [text(500, 'How the store sounds, in its own words; for language models'), Type.Null()],
      {
        default: null,
      },
    ),
    model: Type.Enum(['local', 'vertex'], {
      default: 'vertex',
      description:
        'vertex: Vertex AI where the server has it, else the local model. local: nothing leaves the server',
    }),
    handover: Type.Union([HandoverContact, Type.Null()], { default: null }),
    faq: Type.Array(FaqEntry, { maxItems: 500, default: [] }),
  },
  closed,
);
export type ChatSettings = Static<typeof ChatSettings>;
