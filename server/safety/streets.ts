import type { Mask } from './mask.ts';

/** A word of a street's name, and a house's number. */
const WORD = "\\p{Lu}[\\p{L}'’.-]{1,30}";
const HOUSE = '\\d{1,4}(?:\\s?[a-zA-Z])?(?![\\p{L}\\d])(?!\\s?(?:€|\\$|£|mm|%))';
/** A postcode with a town, after the street. */
const TOWN = `(?:,?\\s{1,2}(?:[A-Z]{1,2}-)?\\d{4,5}\\s\\p{Lu}[\\p{L}-]{1,30})?`;
/** Links within a street's name, as in "rue de la Paix". */
const LINK = "(?:d(?:e|u|el|es|ella|ei|i|al)\\s|l[ao]s?\\s|[dl]['’]){0,3}";

const FORMS = [
  // English: 12 Baker Street
  `\\b\\d{1,5}[a-zA-Z]?\\s(?:${WORD}\\s){1,3}(?:Street|St\\.?|Avenue|Ave\\.?|Road|Rd\\.?|Lane|Drive|Boulevard|Blvd\\.?|Court|Terrace|Crescent)(?!\\p{L})`,
  // German: Lange Straße 3, Hauptstr. 12a
  `(?<!\\p{L})(?:\\p{Lu}[\\p{L}-]{1,30}(?:stra(?:ß|ss)e|str\\.|weg|gasse|platz|allee|ufer|damm)|${WORD}\\s(?:Stra(?:ß|ss)e|Weg|Platz|Allee))\\s${HOUSE}${TOWN}`,
  // French: 12 bis, rue de la Paix
  `\\b\\d{1,4}(?:\\s?(?:bis|ter))?,?\\s(?:rue|avenue|av\\.|boulevard|bd|place|chemin|impasse|allée|quai|route)\\s${LINK}${WORD}(?:[\\s-]${WORD}){0,3}${TOWN}`,
  // Spanish: Calle de Alcalá, 45
  `(?<!\\p{L})(?:[Cc]alle|[Cc]/|[Aa]venida|[Aa]vda\\.?|[Pp]laza|[Pp]aseo)\\s${LINK}${WORD}(?:\\s${LINK}${WORD}){0,3},?\\s(?:n[.º°]?\\s?)?${HOUSE}${TOWN}`,
  // Italian: via Roma 10
  `(?<!\\p{L})(?:[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Vv]icolo|[Ll]argo)\\s${LINK}${WORD}(?:\\s${WORD}){0,3},?\\s(?:n[.º°]?\\s?)?${HOUSE}${TOWN}`,
  // Postcodes that no other number is like: of Great Britain, and five digits with a town.
  '\\b[A-Z]{1,2}\\d[A-Z\\d]?\\s\\d[A-Z]{2}\\b',
  '(?<![\\d.,€$£#-])\\b\\d{5}\\s\\p{Lu}\\p{Ll}{2,30}(?:-\\p{Lu}\\p{Ll}+)?(?!\\p{L})',
];

/** The same typed without capitals: fewer words, and none of those that a sentence is made of. */
const PLAIN = "(?!(?:on|the|for|in|of|my|a|an|and|die|der|das)\\s)[\\p{L}'’-]{2,30}";
const PLAIN_TOWN = '(?:,?\\s{1,2}\\d{4,5}\\s[\\p{L}-]{2,30})?';
const UNCAPPED = [
  `\\b\\d{1,5}[a-z]?\\s(?:${PLAIN}\\s){1,2}(?:street|avenue|ave|road|lane|drive)(?!\\p{L})`,
  `(?<!\\p{L})\\p{L}{3,30}(?:stra(?:ß|ss)e|str\\.)\\s${HOUSE}${PLAIN_TOWN}`,
  `\\b\\d{1,4}(?:\\s?(?:bis|ter))?,?\\s(?:rue|avenue|boulevard|impasse|chemin)\\s${LINK}${PLAIN}${PLAIN_TOWN}`,
  `(?<!\\p{L})(?:rue|avenue|boulevard|calle|avenida|plaza|paseo|via|viale|piazza|corso)\\s${LINK}${PLAIN}(?:[\\s-]${PLAIN})?,?\\s(?:n[.º°]?\\s?)?${HOUSE}${PLAIN_TOWN}`,
];

export const streets: readonly Mask[] = [
  ...FORMS.map((form) => new RegExp(form, 'gu')),
  ...UNCAPPED.map((form) => new RegExp(form, 'giu')),
].map((find) => ({ find, by: '[address]' }));
