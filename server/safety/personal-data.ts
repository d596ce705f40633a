import { eMails } from './e-mails.ts';
import { datesOfBirth, names, orders } from './introduced.ts';
import type { Mask } from './mask.ts';
import { phonesIn } from './phones.ts';
import { streets } from './streets.ts';

/** An address with a question, a fragment or a name in it tells more than where something is. */
const LINK = /\bhttps?:\/\/(?:[^\s/?#]*@\S*|[^\s?#]*[?#]\S+)/gi;
/** Tokens by their makers' prefixes, JSON Web Tokens, and whatever is as long and as mixed as a key. */
const KEY =
  /\b(?:(?:sk|pk|rk|vk|whsec|ghp|gho|glpat|xox[abp])[-_][\w-]{8,}|AKIA[A-Z0-9]{12,}|AIza[\w-]{20,}|ya29\.[\w.-]{10,}|eyJ[\w-]{5,}\.[\w-]{5,}\.?[\w-]*|(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{32,})/gi;
/** A number that is called one may be as short as within a town. */
const PHONE_SAID =
  /(?<!\p{L})((?:tele?(?:phone|fon[eo]?)?|téléphone|teléfono|handy|mobile?|móvil|portable|cellulare|whatsapp|phone|call(?: me)?)(?: (?:number|nummer|is|ist|est|es|è|at|on))?\s?[.:]?\s?)[+(]?\d(?:[\s./()-]{0,2}\d){6,14}(?!\d|\s?(?:€|\$|£))/giu;
const PASSWORD =
  /\b(pass(?:word|wort|code)|pwd|kennwort|mot de passe|contraseña|clave|parola d.ordine|pin)(\s*(?::|=|is|ist|est|es|è)\s*)\S+/giu;
/** ISO 13616: country, check digits, at most 30 more. */
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/gi;
/** Digits in groups: a card's number may be among them. */
const DIGITS = /\d(?:[ -]?\d){12,60}/g;
/** Of Spain (DNI, NIE) and Italy (codice fiscale): forms that no other word has. */
const NATIONAL_ID =
  /\b(?:\d{8}[A-HJ-NP-TV-Z]|[XYZ]\d{7}[A-HJ-NP-TV-Z]|[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z])\b/gi;
const CARD_CODE = /\b(cv[vc]2?|security code|prüfziffer|cryptogramme)(\D{0,6})\d{3,4}\b/giu;

const SIGN = String.raw`(?:[+\-−–]\s?|\b(?:minus|moins|menos|meno)\s)`;
/** Powers come signed and in quarters of a dioptre; a cylinder has an axis of 0 to 180 degrees. */
const POWER = String.raw`${SIGN}\d{1,2}[.,](?:00|25|50?|75|0|12|37|62|87)(?![\d%]|\s?(?:€|\$|£|eur|usd|chf|gbp|mm|cm|%))`;
const AXIS = String.raw`\s{0,2}(?:x|×|@|axis|achse|axe|eje|asse|a)\s{0,2}\d{1,3}°?`;
const PRESCRIPTION = new RegExp(
  String.raw`(?<![\w\d.,])(?:${POWER})(?:[\s/;,]{0,3}(?:${POWER}))*(?:${AXIS})?(?!\w)`,
  'giu',
);
const NAMED_POWER =
  /\b(sph(?:[eä]re|äre)?|sfera|esfera|cyl(?:inder|indre)?|zyl(?:inder)?|cil(?:indro)?|axis|achse|axe|eje|asse|add(?:ition)?|adición|addizione|prism[ae]?|prisme)(\s?[:=]?\s?)[+\-−–]?\d{1,3}(?:[.,]\d{1,2})?°?(?!\w)/giu;
const DIOPTRES =
  /(?:[+\-−–]|\b(?:minus|moins|menos|meno)\s)?\d{1,2}(?:[.,]\d{1,2})?\s?(?:d(?:io)?pt(?:r(?:e|ie|ien|ía|ías|ie)?s?)?|diopt(?:er|re|ers|res)|dioptri[eé]s?|dioptrien|dioptrías?|diottri[ae]|dpt)\b/giu;

/** Of one eye a power may come without its quarters. */
const POWER_OF_EYE = new RegExp(
  String.raw`(?<!\p{L})((?:right|left|both|rechts|links|beide|droite?|gauche|derech[ao]|izquierd[ao]|destr[ao]|sinistr[ao]|o[dsg]|r|l)(?:\s(?:eye|auge|œil|oeil|ojo|occhio|eyes|augen))?\s?[:=]?\s?)${SIGN}\d{1,2}(?:[.,]\d{1,2})?(?!\w)`,
  'giu',
);
/** The distance of the pupils is a length of a face. */
const PUPILS =
  /(?<!\p{L})(i?pd|pupill(?:ary|en) ?distan[cz]\p{L}*|augenabstand|(?:écart|distance) (?:inter)?pupillaire|distancia (?:inter)?pupilar|distanza (?:inter)?pupillare)([^\d.?!]{0,16}?)\d{2}(?:[.,]\d)?(?:\s?\/\s?\d{2}(?:[.,]\d)?)?(?!\d)(?:\s?mm)?/giu;

const MASKS: readonly Mask[] = [
  { find: LINK, by: '[link]' },
  ...eMails,
  { find: PASSWORD, by: '$1$2[key]' },
  { find: IBAN, by: withoutIban },
  { find: KEY, by: '[key]' },
  { find: NATIONAL_ID, by: '[id]' },
  { find: DIGITS, by: withoutCards },
  { find: CARD_CODE, by: '$1$2[card]' },
  ...datesOfBirth,
  ...orders,
  { find: PUPILS, by: '$1$2[prescription]' },
  { find: NAMED_POWER, by: '[prescription]' },
  { find: DIOPTRES, by: '[prescription]' },
  { find: PRESCRIPTION, by: '[prescription]' },
  { find: POWER_OF_EYE, by: '$1[prescription]' },
  { find: PHONE_SAID, by: '$1[phone]' },
  ...streets,
  ...names,
];

/**
 * The text without what tells who wrote it: addresses, numbers, names where they are introduced, birth dates, and the
 * values of a prescription, which are data about health. What only looks like it (a frame's size, a price) stays. It
 * finds what has a form; a name dropped in passing has none.
 * @param text at most 1000 characters
 */
export async function maskPersonalData(text: string): Promise<string> {
  // Full-width letters and digits are read as what they stand for.
  let masked = text.replace(/[\uff01-\uff5e]/g, (sign) => sign.normalize('NFKC'));
  for (const { find, by } of MASKS)
    masked = typeof by === 'string' ? masked.replace(find, by) : masked.replace(find, by);
  return withoutPhones(masked);
}

async function withoutPhones(text: string): Promise<string> {
  let rest = text;
  for (const [start, end] of (await phonesIn(text)).reverse())
    rest = `${rest.slice(0, start)}[phone]${rest.slice(end)}`;
  return rest;
}

/** A short word after an account number looks like its last group. */
function withoutIban(found: string): string {
  const groups = found.split(' ');
  for (let end = groups.length; end > 0; end--)
    if (isIban(groups.slice(0, end).join(''))) return ['[iban]', ...groups.slice(end)].join(' ');
  return found;
}

/** Whole groups of digits that are a card's number, whatever numbers stand before and after them. */
function withoutCards(found: string): string {
  const groups = found.split(/(?<=[ -])/);
  for (let start = 0; start < groups.length; start++) {
    const end = cardsEnd(groups, start);
    if (end === null) continue;
    const after = groups.slice(end).join('');
    const space = after === '' ? '' : (groups[end - 1]?.slice(-1) ?? '');
    return `${groups.slice(0, start).join('')}[card]${space}${withoutCards(after)}`;
  }
  return found;
}

/** Behind which group the longest card's number ends that begins here. */
function cardsEnd(groups: readonly string[], start: number): number | null {
  let digits = '';
  let last: number | null = null;
  for (let end = start; end < groups.length && digits.length <= LONGEST_CARD; end++) {
    digits += (groups[end] ?? '').replace(/\D/g, '');
    if (isCard(digits)) last = end + 1;
  }
  return last;
}

/** ISO 7064, MOD 97-10, as ISO 13616 asks for. */
function isIban(found: string): boolean {
  const plain = found.toUpperCase();
  if (plain.length < 15 || plain.length > 34) return false;
  const digits = [...(plain.slice(4) + plain.slice(0, 4))].map((sign) => Number.parseInt(sign, 36)).join('');
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

const LONGEST_CARD = 19;

/** ISO/IEC 7812-1: 13 to 19 digits, and by its annex B they add up, every second one doubled. */
function isCard(found: string): boolean {
  if (found.length < 13 || found.length > LONGEST_CARD) return false;
  const digits = [...found].map(Number).reverse();
  const sum = digits.reduce((total, digit, at) => {
    const value = at % 2 === 1 ? digit * 2 : digit;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0 && new Set(digits).size > 1;
}
