import { plainWords } from '../../catalog/index.ts';
import type { Known, KnownFrame } from './known.ts';

/*
 * What a shop is held to once it is said. Each is told by words of the five languages, and may be said only where the
 * store's own answers say it too; stock may be said of a frame whose stock is known.
 */

const DISCOUNT =
  /\b(?:discounts?|coupons?|vouchers?|promo\w*|on sale|clearance|bargain|half (?:price|off)|special (?:price|offer)s?|(?:today|limited time) only|last chance|code [A-Z0-9]{4,}|deals?|cashback|rabatt\w*|gutschein\w*|reduziert\w*|sonderangebot\w*|aktionspreis\w*|schnäppchen|remises?|réductions?|soldes|bon d.achat|promotion\w*|descuentos?|rebajas?|rebajad\w+|ofertas?|cup[oó]n\w*|sconti?|scontat\w*|saldi|offert[ae]|buono)\b|\b(?:free|gratis|kostenlos\w*|umsonst|gratuit\w*|gratuit[oaie]s?|gratuito)\b(?!\s+(?:to|from|of))|\d\s?%/iu;
const DELIVERY =
  /\b(?:shipp?(?:s|ed|ing)?|deliver\w*|dispatch\w*|arriv(?:es?|ing)|tomorrow|overnight|business days?|working days?|liefer\w*|versand\w*|versend\w*|zustell\w*|morgen|werktag\w*|livr\w+|expédi\w*|demain|jours? ouvr\w*|env[ií]\w*|entreg\w*|mañana|días? (?:laborables|hábiles)|consegn\w*|spediz\w*|spedi\w*|domani|giorni lavorativi)\b/iu;
const WARRANTY =
  /\b(?:warrant\w*|guarant\w*|refund\w*|money.back|free returns?|returns? (?:policy|within|are|is)|return (?:it|them|within)|garanti\w*|rückgab\w*|umtausch\w*|rückerstatt\w*|zurückgeben|rembours\w*|retours?|échang\w+|garant[ií]\w*|devol\w+|reembols\w*|garanzi\w*|rimbors\w*|\breso\b|restitu\w*)\b/iu;
const STOCK =
  /\b(?:in stock|out of stock|sold out|available|availability|unavailable|back.?order\w*|left in|(?:only|just) \w+ left|last (?:one|pair|piece)s?|selling (?:fast|out)|hurry|auf lager|vorrätig|lieferbar|verfügbar\w*|ausverkauft|vergriffen|nur noch|letzte[sn]? (?:stück|paar|exemplar)\w*|en stock|disponib\w+|épuisé\w*|rupture|plus que|dernier\w* (?:pièce|exemplaire|paire)\w*|agotad\w+|existencias|quedan|últim\w+ (?:unidad|par)\w*|disponibil\w*|esaurit\w*|in magazzino|ultim\w+ (?:pezz|pai)\w*)\b/iu;
const SOLD_OUT =
  /\b(?:out of stock|sold out|unavailable|not (?:available|in stock)|ausverkauft|vergriffen|nicht (?:verfügbar|lieferbar|auf lager|vorrätig)|épuisé\w*|rupture|(?:pas|plus) disponib\w*|agotad\w+|no (?:está[n]?|disponib)\w*|esaurit\w*|non (?:è|sono) disponib\w*)\b/iu;
const HOW_MANY =
  /\b(?:(?:only|just) \w+ left|last (?:one|pair|piece)s?|hurry|selling (?:fast|out)|nur noch|letzte[sn]? (?:stück|paar|exemplar)\w*|plus que|dernier\w* (?:pièce|exemplaire|paire)\w*|quedan|últim\w+ (?:unidad|par)\w*|ultim\w+ (?:pezz|pai)\w*)\b/iu;
const BOUGHT =
  /\b(?:added|put|placed)\b[^.!?]{0,40}\b(?:cart|basket|bag)\b|\b(?:ordered|reserved|booked|purchased)\b|\b(?:warenkorb|einkaufswagen)\b[^.!?]{0,30}\b(?:gelegt|hinzugefügt|gepackt)\b|\b(?:bestellt|reserviert)\b|\bajouté\w*\b[^.!?]{0,40}\bpanier\b|\b(?:commandé|réservé)\w*\b|\b(?:añadid\w+|agregad\w+|añadí)\b[^.!?]{0,40}\b(?:carrito|cesta|bolsa)\b|\b(?:pedido|reservado) (?:hecho|para)\b|\baggiunt\w+\b[^.!?]{0,40}\b(?:carrello|borsa)\b|\b(?:ordinat|prenotat)\w+\b/iu;
/** A power of a lens, a reading of an eye: not for an assistant to say. */
const DIAGNOSIS =
  /(?<![\w.,])[+\-−–]\s?\d{1,2}[.,]\d{1,2}\b|\b(?:dioptres?|diopters?|dioptrien?|dioptries|dioptrías?|diottrie|astigmat\w+|glau[ck]om\w*|cataract\w*|katarakt|diagnos\w+|pupillary distance|pupillendistanz|augenabstand|écart pupillaire|distancia pupilar|distanza interpupillare)\b/iu;
/** "I can't give discounts" promises nothing. */
const UNABLE =
  /\b(?:can(?:no|['’])t|cannot|could not|don['’]t (?:know|have)|not able|no information|kann (?:ich )?(?:leider )?(?:kein|nicht|dazu)\w*|leider|weiß (?:ich )?nicht|ne (?:peux|sais|connais)|je n['’]ai pas|no (?:puedo|sé|tengo)|non (?:posso|so|ho))\b/iu;

/** Whether a sentence promises something that the store does not. `frames`: those it names. */
export function promisesTooMuch(text: string, frames: readonly KnownFrame[], known: Known): boolean {
  if (DIAGNOSIS.test(text)) return true;
  // What is bought is bought by fixed rules.
  if (BOUGHT.test(text)) return true;
  if (UNABLE.test(text) && !/\d/.test(text)) return false;
  for (const kind of [DISCOUNT, DELIVERY, WARRANTY])
    if (kind.test(text) && !isStated(text, kind, known.facts)) return true;
  return STOCK.test(text) && !isStated(text, STOCK, known.facts) && !isStock(text, frames);
}

/** Of these frames, and of each of them, it is known. How many there are is never told. */
function isStock(text: string, frames: readonly KnownFrame[]): boolean {
  const has = !SOLD_OUT.test(text);
  return frames.length > 0 && !HOW_MANY.test(text) && frames.every(({ in_stock }) => in_stock === has);
}

/** So much of a promise has to stand in the store's own answer: "free shipping" is more than "free shipping from €50". */
const STATED = 0.7;

/** One answer of the store says it in the same words, nearly, and with the same numbers. */
function isStated(text: string, kind: RegExp, facts: readonly string[]): boolean {
  const all = new RegExp(kind.source, 'giu');
  const words = [...text.matchAll(all)].map(([word]) => stem(word));
  const numbers = text.match(/\d+(?:[.,]\d+)?/g) ?? [];
  const content = plainWords(text).filter((word) => word.length > 3);
  return facts.some((fact) => {
    const stated = new Set([...fact.matchAll(all)].map(([word]) => stem(word)));
    const figures = new Set(fact.match(/\d+(?:[.,]\d+)?/g));
    const said = new Set(plainWords(fact).map(stem));
    const share = content.filter((word) => said.has(stem(word))).length / Math.max(1, content.length);
    return (
      share >= STATED &&
      words.every((word) => stated.has(word)) &&
      numbers.every((number) => figures.has(number))
    );
  });
}

/** Forms of a word share its beginning: "ship", "shipping". */
const stem = (word: string) => word.toLowerCase().slice(0, 4);
