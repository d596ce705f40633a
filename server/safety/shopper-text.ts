import { defineProblem, unfitText } from '../http/index.ts';
import { type Suspicion, suspicionsIn } from './injection.ts';
import { isFoul } from './profanity.ts';
import { tidyText } from './text.ts';

/** Mission §5.2, chatMessage.maxLength: characters as people count them least wrongly, Unicode code points. */
export const LONGEST_TEXT = 1000;

export type TextFlag = Suspicion | 'profanity';

export interface ReadText {
  /** The shopper's words, unchanged but for marks that turn or hide them and space at the ends. */
  text: string;
  /** What to be careful about. */
  flags: readonly TextFlag[];
}

const textTooLong = defineProblem({
  code: 'text-too-long',
  status: 422,
  title: 'The text is longer than 1000 characters',
  advice: 'Say it in fewer words, or send it in parts.',
});
const textUnfit = defineProblem({
  code: 'text-unfit',
  status: 422,
  title: 'The text holds characters that are not text',
  advice: 'Send Unicode text without control characters.',
});
const textEmpty = defineProblem({
  code: 'text-empty',
  status: 422,
  title: 'The text is empty',
  advice: 'Send at least one character.',
});

/**
 * Reads what a shopper has typed by the mission's rules for chat messages (§5.2): what is no text is refused, what is
 * foul or looks like an attack is told and left as it is.
 * @throws Problem text-too-long, text-unfit, text-empty
 */
export async function readShopperText(typed: string): Promise<ReadText> {
  // No code point is longer than two units: what is long past that needs no counting.
  if (typed.length > 2 * LONGEST_TEXT || [...typed].length > LONGEST_TEXT) throw textTooLong();
  if (unfitText(typed)) throw textUnfit();
  const text = tidyText(typed);
  if (text === '') throw textEmpty();
  const flags: TextFlag[] = suspicionsIn(text);
  return { text, flags: (await isFoul(text)) ? [...flags, 'profanity'] : flags };
}
