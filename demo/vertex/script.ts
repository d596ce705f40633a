import type { Content, FunctionDeclaration, GenerateContentRequest, Part, Schema } from './protocol.ts';
import { lastWords } from './protocol.ts';

/** What a model answers to a request: parts in their order. */
export type Script = (request: GenerateContentRequest) => Part[];

/** Numbers after "under", as a shopper's limit. */
const UNDER =
  /(?:under|below|up to|unter|bis|höchstens|moins de|jusqu’à|menos de|hasta|sotto|meno di|fino a)\D{0,3}(\d+)/i;

const SENTENCES: Readonly<Record<string, (names: string) => string>> = {
  English: (names) => `These could suit you: ${names}. Shall I tell you more about one of them?`,
  German: (names) => `Diese könnten Ihnen stehen: ${names}. Möchten Sie mehr über eine davon wissen?`,
  French: (names) => `Celles-ci pourraient vous aller : ${names}. Voulez-vous en savoir plus ?`,
  Spanish: (names) => `Estas podrían quedarle bien: ${names}. ¿Quiere saber más de alguna?`,
  Italian: (names) => `Queste potrebbero starle bene: ${names}. Vuole saperne di più?`,
};

/**
 * A sensible model: it looks for frames by the words of the message that the declared function knows, then names what
 * was found, in the language that its instructions ask for.
 */
export const sensible: Script = (request) => {
  const found = responsesIn(request.contents.at(-1));
  const search = request.tools?.[0]?.functionDeclarations?.find(({ name }) => name === 'search_frames');
  if (found === null && search !== undefined)
    return [{ functionCall: { name: search.name, args: argsFor(search, lastWords(request.contents)) } }];
  const ids = (found ?? []).slice(0, 3);
  const instructions = request.systemInstruction?.parts.map((part) => part.text).join('') ?? '';
  const language = Object.keys(SENTENCES).find((name) => instructions.includes(`in ${name}`)) ?? 'English';
  const say = SENTENCES[language] as (names: string) => string;
  return [
    { text: ids.length > 0 ? say(ids.map((id) => `[[${id}]]`).join(', ')) : 'What would you like to see?' },
  ];
};

/** The ids in the answers of functions; null when the turn holds none. */
function responsesIn(content: Content | undefined): string[] | null {
  const responses = content?.parts.flatMap((part) => part.functionResponse?.response ?? []) ?? [];
  if (responses.length === 0) return null;
  return [...JSON.stringify(responses).matchAll(/"id":"([^"]+)"/g)].map(([, id = '']) => id);
}

function argsFor({ parameters }: FunctionDeclaration, words: string): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  const plain = words.toLowerCase();
  for (const [name, schema] of Object.entries(parameters?.properties ?? {})) {
    if (name.startsWith('avoid')) continue;
    const values = valuesOf(schema).filter((value) => plain.includes(value.replaceAll('_', ' ')));
    if (values.length > 0) args[name] = schema.type === 'ARRAY' ? values : values[0];
  }
  const limit = UNDER.exec(words)?.[1];
  if (limit !== undefined && parameters?.properties?.max_price !== undefined) args.max_price = Number(limit);
  return args;
}

const valuesOf = ({ enum: own, items }: Schema): string[] => own ?? items?.enum ?? [];
