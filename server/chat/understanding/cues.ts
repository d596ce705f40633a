import type { Change, Intent } from '../understanding.ts';
import type { ChoiceName } from '../wishes.ts';

/** How strongly a phrase speaks for an intent. */
export const WEIGHTS = { sure: 3, likely: 2, hint: 1 } as const;
export type Weight = keyof typeof WEIGHTS;

/** The words of one language by which messages are understood; phrases are written as `phrases.ts` reads them. */
export interface Cues {
  /**
   * Words that are everywhere in this language: evidence of it, and never a slip of typing or another language's
   * word. A word of several languages is weak evidence for each.
   */
  common: string;
  /** Words of the trade, weak evidence of the language. */
  trade: string;
  intents: Record<Intent, Partial<Record<Weight, string>>>;
  /** What shoppers call values beside the catalogue's vocabulary. */
  values: Partial<Record<ChoiceName, Record<string, string>>>;
  /** A frame of little weight. */
  light: string;
  changes: Record<Change, string>;
  /** Little money, without a comparison: "cheap" is cheaper only than what is on the screen. */
  cheap: string;
  any: Partial<Record<ChoiceName | 'price', string>>;
  /** "Any", "I don't mind": takes back the wish named beside it, or the one just asked for. */
  whatever: string;
  /** What a wish is of: "colour", "price". */
  topics: Partial<Record<ChoiceName | 'price', string>>;
  /** Words that point at one frame, in questions about one: "it" in "is it in stock". */
  pronoun: string;
  /** By the number they stand for. */
  ordinals: Readonly<Record<string, string>>;
  /** What turns a wish round, up to the end of its clause. */
  not: string;
  /** Ends what a "not" speaks of. */
  but: string;
  /** Does too, but may also stand before a "not": "lieber nicht". */
  rather: string;
  /** Joins what a "not" speaks of: "black or brown". */
  or: string;
  and: string;
  /** The shape of a face, which is no frame's: "a round face". */
  face: string;
  /** Phrases whose words mean nothing for the wishes: "good evening", "what kind of". */
  unmeant: string;
  /** Words before a frame's name: "the Coral". */
  article: string;
  price: {
    at_most: string;
    at_least: string;
    between: string;
    /** Between the two numbers of a range. */
    to: string;
    about: string;
    /** After the number: "or less". */
    or_less: string;
    or_more: string;
    /** After a number that is no price. */
    measure: string;
  };
  /** Numbers in words: "two=2 ten=10". */
  numbers: string;
}
