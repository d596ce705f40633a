import { plainWords, wordsAt } from '../../catalog/index.ts';
import { isGermanNoun } from './german-nouns.ts';
import type { Known } from './known.ts';
import { MENTION } from './mentions.ts';

/** Short words in capitals that name no product. */
const ACRONYMS = new Set(
  'UV UVA UVB PD AI KI IA EU OK FAQ CE LED SMS USB XS S M L XL XXL I I’m I’ll I’d I’ve'.split(' '),
);
/** Where things come from, as English spells it; and the polite forms of Spanish and Italian. */
const ALWAYS =
  /^(?:I['’](?:m|ll|d|ve)|English|German|French|Spanish|Italian|Usted(?:es)?|Lei|Le|La|Suo|Sua|Suoi|Sue)$/;
/** Letters and digits in one word, as models are numbered. */
const CODE =
  /(?<![\p{L}\p{N}-])(?=[\p{L}\p{N}-]*\d)(?=[\p{L}\p{N}-]*\p{L})[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*(?![\p{L}\p{N}-])/gu;
const MEASURE =
  /^(?:\d+(?:[.,]\d+)?(?:mm|cm|g|gr|x|st|nd|rd|th|er|e|ª|º|h|am|pm)|[23]d|tr-?90|uv-?\d{3}|p3|\d+(?:-\d+)+|\d+er|\d+-(?:mm|g|\p{L}{3,}))$/iu;
const QUOTED = /["“„«»]([^"“”„«»]{1,80})["”“»«]/g;
const EMPHASISED =
  /\*\*([^*]{1,120})\*\*|__([^_]{1,120})__|(?<![\w*])\*([^*\s][^*]{0,120})\*(?![\w*])|`([^`]{1,120})`/g;
/** What follows these is a name. */
const CALLED =
  /(?<!\p{L})(?:called|named|namens|genannt|appel[ée]e?s?|nommée?s?|llamad[oa]s?|chiamat[oaie]|modell?o?|modèle|modelo)\s+(?!\ue000)["“„«]?(\p{L}[\p{L}\p{N}-]+)/giu;
/** At the start of a sentence, what one says of a thing by its name. */
const SUBJECT =
  /^(?:the |die |der |das |la |le |les |el |il |lo )?(\p{Lu}[\p{L}’'-]+)\s+(?:is|are|was|costs?|has|have|comes?|offers?|suits?|fits?|looks?|would|will|could|can|might|works?|features?|ist|sind|kostet|hat|passt|kommt|bietet|steht|wäre|wirkt|est|sont|co[ûu]te|a|vient|offre|va|vous|es|son|cuesta|tiene|viene|ofrece|queda|è|sono|ha|ti|le)(?!\p{L})/iu;
const STARTERS = new Set(
  (
    'it this that these those they he she we you i there here which what who all both each one some most many everything nothing ' +
    'any other another first second third last next how where when why yes no ' +
    'es er sie das dies diese dieser dieses dort hier alle beide beides jede jeder jedes was welche wer man ich wir du ihr ' +
    'ja nein eine einer eines damit dazu darin so auch dann ' +
    'il elle ils elles ce cela ça ces cette celui celle celles ceux tout tous toutes je nous vous on qui que oui non voici voilà ' +
    'quel quels quelle quelles lequel laquelle lesquelles cet chaque aucun aucune rien ' +
    'esto eso esta este estas estos ese esa esas esos ella ello ellas ellos todo todos todas ambos cada uno una yo nosotros que qué te me lo le le te me lo ' +
    'cual cuál sí aquí allí ninguno ninguna nada ' +
    'questo questa questi queste quello quella quelli quelle esso essa tutto tutti tutte entrambi ognuno io noi voi lei lui che chi ' +
    'qual quale quali sì qui qua lì ti mi vi le gli ne nessuno nessuna niente c’è ci si ogni'
  ).split(' '),
);
/** One word at the start, set off from what follows: said to somebody, or the name of something. */
const ALONE = /^(\p{Lu}[\p{L}’'-]*)\s?(?:[.!?…,:;–—]|$)/u;
const CALLS = new Set(
  (
    'hello hi hey welcome goodbye bye fine cool awesome brilliant noted sure great perfect okay ok thanks sorry good nice wonderful lovely gladly absolutely certainly exactly ' +
    'right alright well now so then please also finally however here there excellent understood ' +
    'hallo tschüss moin gerne gern klar natürlich super toll prima perfekt schön danke entschuldigung willkommen verstanden genau gut also ' +
    'bitte leider übrigens okay ' +
    'bonjour salut bonsoir dis dites dis-moi dites-moi dis-la-moi dites-la-moi voyons regarde regardez volontiers bien parfait super génial merci désolé désolée entendu certainement exactement alors enfin ' +
    'hola adiós dime dímela dígame dígamela mira mire claro perfecto genial gracias perdón bienvenido bienvenida entendido exacto bueno vale encantado encantada ' +
    'ciao salve arrivederci dimmi dimmela guarda guardi ecco buongiorno certo certamente perfetto ottimo grazie scusa scusi benvenuto benvenuta capito esatto bene allora volentieri'
  ).split(' '),
);
const NEGATED =
  /\b(?:no|not|none|n['’]t|don['’]t|kein\w*|nicht|leider|pas|aucun\w*|ningun\w*|ningún|nessun\w*|non)\b/iu;

/**
 * Whether a sentence names what the store does not have: capital words within it, codes, what is quoted or in bold, an
 * item of a list, a subject. Rather too often than once too little; `template` has the store's own names taken out.
 */
export function namesUnknown(template: string, known: Known): boolean {
  const marked = [...template.matchAll(QUOTED), ...template.matchAll(EMPHASISED)];
  const isStrange = (text: string) => !isOwn(text, known);
  if (marked.some((match) => isStrange(match.slice(1).find((part) => part !== undefined) ?? ''))) return true;
  const plain = template.replace(/[*_`#]+/g, '');
  if ([...plain.matchAll(CODE)].some(([code]) => !MEASURE.test(code) && !isVocabulary(code))) return true;
  if ([...plain.matchAll(CALLED)].some(([, name = '']) => isStrange(name) && name !== name.toLowerCase()))
    return true;
  const item = /^\s*(?:[-•*–]|\d{1,2}[.)])\s+(.*)$/su.exec(plain)?.[1];
  const body = item ?? plain;
  if (item !== undefined && isStrangeItem(item, known)) return true;
  const alone = ALONE.exec(body)?.[1];
  if (alone !== undefined && !CALLS.has(alone.toLowerCase()) && isStrangeSubject(alone, known)) return true;
  const subject = SUBJECT.exec(body)?.[1];
  if (subject !== undefined && /^\p{Lu}/u.test(subject) && isStrangeSubject(subject, known)) return true;
  return capitalsWithin(body).some((word) => isStrangeCapital(word, template, known));
}

/** An item that begins with a short heading is the name of something. */
function isStrangeItem(item: string, known: Known): boolean {
  const [, head = '', mark = ''] = /^([^:–—(,|]{1,60}?)\s*([:–—(,|]|\s-\s|$)/u.exec(item) ?? [];
  if (mark === '' && head.split(/\s+/).length > 4) return false;
  if (head.includes('\ue000')) return false;
  return /\p{Lu}/u.test(head) && !isOwn(head, known) && !(known.language === 'de' && everyNoun(head));
}

const everyNoun = (text: string) =>
  (text.match(/\p{Lu}[\p{L}-]+/gu) ?? []).every((word) => isGermanNoun(word) || isVocabulary(word));

function isStrangeSubject(subject: string, known: Known): boolean {
  const word = subject.toLowerCase().replaceAll("'", '’');
  if (STARTERS.has(word) || STARTERS.has(word.split('’')[0] ?? '') || isVocabulary(subject)) return false;
  if (isIn(subject, known.facts.join(' '))) return false;
  return known.language === 'de' ? !isGermanNoun(subject) : !COMMON.test(word);
}
/** Nouns that start sentences about frames without an article. */
const COMMON =
  /^(?:frames?|glasses|lenses|prices?|shapes?|colou?rs?|styles?|sizes?|your?|our|my|its|their|let|shall|would|could|montures?|lunettes|verres|votre|vos|notre|nos|mon|ton|tes|ta|gafas|monturas?|lentes|cristales|su|sus|tu|tus|mi|nuestr\w+|occhiali|montatur\w+|lenti|width|weight|materials?|bridge|temples?|fit|comfort|quality|prix|largeur|poids|matière|forme|taille|couleurs?|pont|branches|ancho|peso|material|forma|talla|colou?r(?:es)?|puente|varillas|prezz[oi]|larghezza|materiale|misura|color[ei]|ponte|aste|precio|suo|sua|tuo|tua|tuoi|tue|mio|mia|nostr\w+|please|something|someone|anything)$/u;

/** Words with a capital that begin neither the sentence nor a clause after a colon or a quotation mark. */
function capitalsWithin(text: string): string[] {
  const words: string[] = [];
  for (const match of text.matchAll(/\p{Lu}[\p{L}\p{N}’'-]*/gu)) {
    const before = text.slice(0, match.index);
    if (/[\p{L}\p{N}’'-]$/u.test(before) || /^[\s"“„«(¿¡*\-–•\d.)]*$/u.test(before)) continue;
    if (/[:;·|]\s*["“„«(]?$|[("“„«]$|[.!?…]["”»)]?\s+$/u.test(before)) continue;
    words.push(match[0]);
  }
  return words;
}

function isStrangeCapital(word: string, sentence: string, known: Known): boolean {
  const bare = word.replace(/['’]s$/u, '');
  if (ACRONYMS.has(bare) || ALWAYS.test(word)) return false;
  if (known.language === 'de' && (isGermanNoun(bare) || isVocabulary(bare))) return false;
  if (isVocabulary(bare) && !/\p{Lu}[\p{L}-]+\s+\p{Lu}/u.test(sentence)) return false;
  if (isIn(bare, known.facts.join(' '))) return false;
  // What the shopper has named may be named again, to say that it is not here.
  return !(isIn(bare, known.shopper) && NEGATED.test(sentence));
}

function isOwn(text: string, known: Known): boolean {
  const rest = text.replace(MENTION, ' ').trim();
  if (!/\p{L}/u.test(rest)) return true;
  if (isIn(rest, known.shopper)) return true;
  return rest.split(/\s+/).every((word) => !/\p{Lu}/u.test(word) || isVocabulary(word) || ACRONYMS.has(word));
}

function isVocabulary(text: string): boolean {
  const words = plainWords(text);
  for (let at = 0; at < words.length; ) {
    const found = wordsAt(words, at);
    if (found.words.length === 0) return false;
    at += found.length;
  }
  return words.length > 0;
}

const isIn = (text: string, whole: string) =>
  ` ${plainWords(whole).join(' ')} `.includes(` ${plainWords(text).join(' ')} `);
