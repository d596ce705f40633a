/** Control characters but tab and line ends; half a surrogate pair; what is no character at all (Unicode 23.7). */
const UNFIT = /(?![\t\n\r])[\p{Control}\p{Surrogate}\p{Noncharacter_Code_Point}]/u;

/** Whether a text holds what no keyboard writes: control characters, half characters, no characters. */
export function unfitText(text: string): boolean {
  return UNFIT.test(text);
}
