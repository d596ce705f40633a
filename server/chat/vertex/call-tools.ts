import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { minorUnitDigits, type Product } from '../../catalog/index.ts';
import type { Recommendation } from '../../recommend/index.ts';
import { plainForModel } from '../../safety/index.ts';
import type { KnownFrame } from '../grounding/index.ts';
import type { Turn } from '../model.ts';
import type { NewAction } from '../schema.ts';
import type { Found } from '../tools.ts';
import { CHOICES, type Wishes } from '../wishes.ts';
import { FUNCTIONS, type FunctionName, type SearchArgs } from './declarations.ts';
import { detailsFor, frameFor, knownFrame } from './told.ts';

/** What the calls of one turn have found and decided. */
export interface Calls {
  /** Does what a model asks for, or says why not; never throws for what the model passed. */
  call(name: string, args: unknown): Promise<object>;
  /** Notes frames that the model is told of without having asked. */
  tell(product: Product, card: Recommendation): void;
  readonly frames: readonly KnownFrame[];
  readonly facts: readonly string[];
  readonly counts: readonly number[];
  /** The frame that the shopper is to be asked about buying. */
  readonly offered: Recommendation | null;
  /** The frames to be shown, of the last search that found any. */
  readonly found: Found | null;
  readonly compared: readonly Recommendation[];
  /** What else is to be done, each once. */
  readonly others: readonly NewAction[];
}

/** Calls in one turn, whatever the model asks for. */
export const MOST_CALLS = 4;
const MOST_FOUND = 6;
const MOST_ANSWERS = 3;

const refusal = (error: string) => ({ error });

/** The functions of a model, bound to one turn. */
export function openCalls(turn: Turn): Calls {
  const cards = new Map<string, Recommendation>();
  const frames: KnownFrame[] = [];
  const facts: string[] = [];
  const counts: number[] = [];
  const others: NewAction[] = [];
  let found: Found | null = null;
  let compared: readonly Recommendation[] = [];
  let offered: Recommendation | null = null;
  let made = 0;

  function know(card: Recommendation, product?: Product): void {
    const at = frames.findIndex(({ product_id }) => product_id === card.product_id);
    if (at < 0) frames.push(knownFrame(card, product));
    else if (product !== undefined) frames[at] = knownFrame(card, product);
    cards.set(card.product_id, card);
  }

  function once(action: NewAction): void {
    if (!others.some(({ type }) => type === action.type)) others.push(action);
  }

  async function listed(result: Found): Promise<object> {
    const products = result.products.slice(0, MOST_FOUND);
    for (const card of products) know(card);
    counts.push(result.total);
    if (products.length > 0) found = { products, total: result.total };
    const note = products.length === 0 ? { note: 'None matches. Ask what may be different.' } : {};
    return { total: result.total, frames: products.map((card) => frameFor(turn, card)), ...note };
  }

  /** The frame by its id, or by its number in the order in which frames were told. */
  const idOf = (given: string) => {
    const plain = given.replace(/^\[\[|\]\]$/g, '').trim();
    return cards.has(plain) || !/^\d{1,2}$/.test(plain)
      ? plain
      : (frames[Number(plain) - 1]?.product_id ?? plain);
  };
  const unknown = (given: string) =>
    refusal(`This store has no frame ${plainForModel(given, 60)}. Search first.`);

  const does: { [Name in FunctionName]: (args: ArgsOf<Name>) => Promise<object> } = {
    search_frames: async (args) =>
      listed(await turn.tools.search(wishesFrom(turn, args as SearchArgs), MOST_FOUND)),
    recommend_frames: async () => listed(await turn.tools.recommend(MOST_FOUND)),
    async frame_details({ frame }) {
      const details = await turn.tools.details(idOf(frame));
      if (details === null) return unknown(frame);
      know(details.card, details.product);
      found ??= { products: [details.card], total: 1 };
      return detailsFor(turn, details.product, details.card);
    },
    async compare_frames({ frames: given }) {
      const details = await turn.tools.compare(given.map(idOf));
      for (const { card, product } of details) know(card, product);
      if (details.length < 2) return refusal('Fewer than two of these frames exist.');
      compared = details.map(({ card }) => card);
      return { frames: details.map(({ card, product }) => detailsFor(turn, product, card)) };
    },
    async check_fit({ frame }) {
      const check = await turn.tools.checkFit(idOf(frame));
      if (check === null) return unknown(frame);
      know(check.card);
      found ??= { products: [check.card], total: 1 };
      // What follows from a measured face stays here: the shopper reads it on the card.
      return {
        frame: frameFor(turn, check.card),
        note: 'How it fits stands on the card shown with your answer.',
      };
    },
    async store_answers({ question }) {
      const answers = (await turn.tools.faq(question)).slice(0, MOST_ANSWERS);
      for (const { answer, url } of answers) facts.push(url === undefined ? answer : `${answer} ${url}`);
      if (answers.length === 0) return { answers: [], note: 'The store has not said. Offer a person.' };
      return { answers: answers.map(({ answer }) => plainForModel(answer, 1000)) };
    },
    // Only a shopper buys: what a model has read may have told it to, so the shopper is asked, in our own words.
    async offer_to_cart({ frame }) {
      const details = await turn.tools.details(idOf(frame));
      if (details === null) return unknown(frame);
      know(details.card, details.product);
      if (!details.product.in_stock) return refusal('This frame is sold out.');
      offered = details.card;
      return { done: true, note: 'The question is put after your answer. Do not ask it yourself.' };
    },
    async start_face_analysis() {
      once({ type: 'start_face_analysis' });
      return { done: true };
    },
    async hand_over({ reason }) {
      const contact = turn.store.settings.handover;
      once({ type: 'hand_over', reason, contact });
      if (contact !== null) facts.push(Object.values(contact).join(' '));
      return {
        done: true,
        contact: contact === null ? 'The store’s own pages say how it is reached.' : contact,
      };
    },
  };

  return {
    async call(name, args) {
      made++;
      if (made > MOST_CALLS) return refusal('Enough was looked up. Answer with what you have.');
      if (!Object.hasOwn(FUNCTIONS, name)) return refusal(`There is no function of this name.`);
      const known = name as FunctionName;
      const faults = faultsOf(FUNCTIONS[known].args, args);
      if (faults !== '') return refusal(`These arguments are wrong: ${faults}`);
      return (does[known] as (args: unknown) => Promise<object>)(args);
    },
    tell: (product, card) => know(card, product),
    frames,
    facts,
    counts,
    others,
    get offered() {
      return offered;
    },
    get found() {
      return found;
    },
    get compared() {
      return compared;
    },
  };
}

type ArgsOf<Name extends FunctionName> = Static<(typeof FUNCTIONS)[Name]['args']>;

function faultsOf(schema: TSchema, args: unknown): string {
  return Value.Errors(schema, args)
    .slice(0, 3)
    .map(({ instancePath, message }) => `${instancePath.slice(1) || 'they'} ${message}`)
    .join('; ');
}

/** What the shopper wishes, as remembered, with what the model names in its place. */
function wishesFrom(turn: Turn, args: SearchArgs): Wishes {
  const { wishes } = turn.memory;
  const digits = minorUnitDigits(turn.store.currency);
  const minor = (price: number | undefined) =>
    price === undefined ? undefined : Math.round(price * 10 ** digits);
  const choices = CHOICES.map((name) => {
    const { want, avoid } = wishes[name];
    return [name, { want: args[name] ?? want, avoid: args[`avoid_${name}`] ?? avoid }];
  });
  return {
    ...wishes,
    ...Object.fromEntries(choices),
    min_price: minor(args.min_price) ?? wishes.min_price,
    max_price: minor(args.max_price) ?? wishes.max_price,
    light: args.light ?? wishes.light,
  };
}
