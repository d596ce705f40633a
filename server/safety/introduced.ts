import type { Mask } from './mask.ts';

/*
 * What is personal because of the words before it: a date after "born", a word after "my name is". The words are those
 * of English, German, French, Spanish and Italian.
 */

const MONTH =
  '(?:jan|feb|fév|mar|mär|apr|avr|abr|mai|may|mag|jun|juin|giu|jul|juil|lug|aug|août|ago|sep|set|oct|okt|ott|nov|dec|dez|déc|dic|ene|gen)\\p{L}*';
const DATE = `(?:\\d{1,2}\\s?[./-]\\s?\\d{1,2}\\s?[./-]\\s?(?:\\d{4}|\\d{2})|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:\\.|st|nd|rd|th|er)?\\s(?:de\\s)?${MONTH}\\.?,?\\s(?:de[l]?\\s)?\\d{4}|${MONTH}\\.?\\s\\d{1,2}(?:st|nd|rd|th)?,?\\s\\d{4}|(?:19|20)\\d{2})`;
const BORN =
  '\\b(?:born|birthday|birth ?date|date of birth|dob|geboren|geburts(?:tag|datum)|geb\\.|née?|naissance|anniversaire|nacid[oa]|nací|nacimiento|cumpleaños|nat[oa]|nascita|compleanno)';

export const datesOfBirth: readonly Mask[] = [
  {
    find: new RegExp(`(${BORN}[^\\d.?!]{0,20}?)${DATE}`, 'giu'),
    by: '$1[birth date]',
  },
  // A whole date of the last century is hardly about a parcel.
  { find: /(?<![\d.,-])\d{1,2}[./-]\d{1,2}[./-]19\d{2}(?!\d)/g, by: '[birth date]' },
];

const ORDER =
  '\\b(?:order|bestell(?:ung|nummer|nr\\.?)|auftrag(?:s(?:nummer|nr\\.?))?|commande|pedido|ordine|invoice|rechnung(?:s(?:nummer|nr\\.?))?|facture|factura|fattura|tracking|sendungs(?:nummer|nr\\.?)|customer|kunden(?:nummer|nr\\.?)|client)';
const NUMBER = '(?:number|no\\.?|nr\\.?|nummer|num[ée]ro|número|n[°º]|id|code|#)';
const IS = '(?:is|ist|lautet|est|es|è|:|=)';

export const orders: readonly Mask[] = [
  {
    find: new RegExp(
      `(${ORDER}\\s{0,2}(?:${NUMBER}\\s{0,2})?(?:${IS}\\s{0,2})?#?)(?=[\\w-]*\\d{3})(?:[A-Z]{0,6}[-_]?\\d[\\w-]{3,24}|[A-Z]{1,6}[-_]?\\d{3,}[\\w-]{0,20})`,
      'giu',
    ),
    by: '$1[order number]',
  },
  {
    find: new RegExp(`(${ORDER}\\s{0,2}${NUMBER}\\s{0,2}(?:${IS}\\s{0,2})?#?)\\d{3,}(?![\\d.,])`, 'giu'),
    by: '$1[order number]',
  },
  { find: /(?<![\w&])#[A-Z]{0,4}-?\d{4,20}\b/gi, by: '[order number]' },
];

/** The first word after it is a name however it is spelt; more words are where they begin with a capital. */
const NAME =
  "([\\p{L}][\\p{L}'’-]{1,30})((?:\\s(?:van|von|de|del|della|di|da|le|la|du|O['’])?\\s?\\p{Lu}[\\p{L}'’-]{0,30}){0,3})";
const INTRODUCTIONS =
  "my name is|my name['’]s|i am called|mein name ist|ich hei(?:ß|ss)e|je m['’]appelle|mon nom est|je me nomme|me llamo|mi nombre es|mi chiamo|il mio nome è|(?:first |last |full )?name:|vorname:|nachname:|nom:|nombre:|nome:";
const TITLED =
  /\b((?:Mr|Mrs|Ms|Dr|Herrn?|Frau|Monsieur|Madame|Mme|Señora?|Sra?|Signora?|Sig)\.?\s)\p{Lu}[\p{L}'’-]{1,30}(?:\s\p{Lu}[\p{L}'’-]{1,30})?/gu;

/** After "I am" stands a name where it is two words with capitals, and after a greeting at the end any. */
const SAYS_WHO = "(?:I['’]m|I am|[Ii]ch bin|[Jj]e suis|[Ss]oy|[Ss]ono)";
const CLOSING =
  '(?:regards|thanks|thank you|cheers|gr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg|danke|cordialement|merci|saludos|gracias|saluti|grazie)';
const CAPITAL = "\\p{Lu}[\\p{L}'’-]{1,30}";

export const names: readonly Mask[] = [
  { find: new RegExp(`(?<!\\p{L})(${SAYS_WHO}\\s)${CAPITAL}(?:\\s${CAPITAL}){1,2}`, 'gu'), by: '$1[name]' },
  {
    find: new RegExp(
      `(?<!\\p{L})(${eitherCase(CLOSING)}[,.!]?\\s{1,3})${CAPITAL}(?:\\s${CAPITAL})?(?=\\s*$)`,
      'gu',
    ),
    by: '$1[name]',
  },
  {
    // Letters are compared as written, since capitals tell: the introductions come in both spellings.
    find: new RegExp(
      `(?<!\\p{L})((?:${bothCases(INTRODUCTIONS)}|${INTRODUCTIONS.toUpperCase()})\\s{0,2})${NAME}`,
      'gu',
    ),
    by: '$1[name]',
  },
  { find: TITLED, by: '$1[name]' },
];

/** Each letter in either case, where the rest of a pattern tells them apart. */
function eitherCase(words: string): string {
  return words.replace(/\p{L}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** Each alternative also with a capital at its start. */
function bothCases(alternatives: string): string {
  return alternatives.replace(
    /(^|\|)([a-z])/g,
    (_, before, letter) => `${before}[${letter}${letter.toUpperCase()}]`,
  );
}
