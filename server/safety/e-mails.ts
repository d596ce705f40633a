import type { Mask } from './mask.ts';

/** RFC 5322 as people write it, with letters of any script. */
const LOCAL = "[\\p{L}\\p{N}][\\p{L}\\p{N}._%+'-]{0,63}";
const DOT = '(?:\\.|\\s(?:dot|punkt|point|punto)\\s|\\s?[([]\\s?(?:dot|punkt|point|punto)\\s?[)\\]]\\s?)';
const DOMAIN = `(?:[\\p{L}\\p{N}-]{1,63}${DOT}){1,6}\\p{L}{2,24}`;
/** The sign as it is written, put in brackets or called in our languages. */
const AT =
  '(?:\\s?@\\s?|\\s?[([{]\\s?(?:at|ät|arobase|arroba|chiocciola)\\s?[)\\]}]\\s?|\\s(?:arobase|arrobas?|chiocciola|klammeraffe)\\s)';
/** What is said "at" is mostly no address: where the name after it is a provider's, or its dot is spoken, it is. */
const PROVIDER =
  '(?:g(?:oogle)?mail|outlook|hotmail|live|yahoo|icloud|aol|gmx|web|t-online|proton(?:mail)?|posteo|orange|free|laposte|wanadoo|sfr|libero|tiscali|virgilio|alice|msn)';
const SPOKEN = `\\s(?:at|ät)\\s(?:${PROVIDER}${DOT}|[\\p{L}\\p{N}-]{1,63}\\s(?:dot|punkt)\\s)\\p{L}{2,24}`;
const PARTS = '(?:\\s(?:dot|punkt|point|punto)\\s[\\p{L}\\p{N}_-]{1,40}){0,3}';

export const eMails: readonly Mask[] = [
  { find: new RegExp(`${LOCAL}${PARTS}(?:${AT}${DOMAIN}|${SPOKEN})(?!\\p{L})`, 'giu'), by: '[e-mail]' },
  // A name on a platform reaches a person as well.
  { find: /(?<![\w@])@[a-z][\w.]{2,29}(?![\w@])/gi, by: '[name]' },
];
