import {
  type ColorFamily,
  type FrameShape,
  type Gender,
  type Material,
  plainWords,
  type Rim,
  wordsAt,
} from '../catalog/index.ts';

/** What a shopper wants of one axis, and what not. */
export interface Choice<T extends string> {
  want: T[];
  avoid: T[];
}

/** What a shopper said, in the catalogue's words. Prices are in whole units of the shop's currency. */
export interface Preferences {
  shape: Choice<FrameShape>;
  color: Choice<ColorFamily>;
  material: Choice<Material>;
  rim: Choice<Rim>;
  brand: Choice<string>;
  gender: Gender[];
  minPrice: number | null;
  maxPrice: number | null;
  light: boolean;
  /** Needs lenses deep enough for a reading zone. */
  progressive: boolean;
}

export function noPreferences(): Preferences {
  const choice = <T extends string>(): Choice<T> => ({ want: [], avoid: [] });
  return {
    shape: choice(),
    color: choice(),
    material: choice(),
    rim: choice(),
    brand: choice(),
    gender: [],
    minPrice: null,
    maxPrice: null,
    light: false,
    progressive: false,
  };
}

const words = (text: string) => new Set(text.split(' '));

const NOT = words(
  'not no non without kein keine keinen keiner keines nicht ohne pas sans sin senza never nie jamais',
);
/** Ends what a "not" speaks of. */
const BUT = words('but aber sondern mais pero sino ma please bitte');
const LIGHT = words(
  'light lightweight feather leicht leichte leichtes leichter leger legere legers legeres ligero ligera ligeros ligeras leggero leggera leggeri leggere',
);
const AT_MOST = words(
  'under below max maximum most unter bis hochstens maximal moins sous menos hasta maximo meno sotto massimo fino cheaper',
);
const AT_LEAST = words(
  'over above min minimum least uber ab mindestens plus dessus mas desde minimo piu oltre almeno from',
);
const BETWEEN = words('between zwischen entre tra fra');
const MONEY = words('eur euro euros usd dollar dollars gbp pound pounds chf franken francs');
/** Longer wishes are cut off here. */
const MAX_TOKENS = 80;

/**
 * Reads free text such as "round tortoise under 150, not black, light" in English, German, French, Spanish or
 * Italian. What it does not know it leaves out; it never throws.
 * @param brands the shop's brands, recognised as they are spelled.
 */
export function parsePreferences(text: string, brands: readonly string[] = []): Preferences {
  const found = noPreferences();
  const known = brandPhrases(brands);
  let budget = MAX_TOKENS;
  for (const clause of text.slice(0, 1000).split(/[,;.!?\n](?!\d)/)) {
    const tokens = plainWords(clause.replace(/(\d)[.,]\d{1,2}(?!\d)/g, '$1')).slice(0, budget);
    budget -= tokens.length;
    readClause(found, tokens, known);
  }
  return found;
}

function readClause(
  found: Preferences,
  tokens: readonly string[],
  brands: ReadonlyMap<string, string>,
): void {
  let negated = false;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as string;
    const price = priceAt(tokens, at);
    const brand = brandAt(tokens, at, brands);
    if (price !== null) {
      if (price.min !== null) found.minPrice = price.min;
      if (price.max !== null) found.maxPrice = price.max;
      at += price.length;
    } else if (brand !== null) {
      choose(found.brand, brand.name, negated);
      at += brand.length;
    } else if (BUT.has(token)) {
      negated = false;
      at += 1;
    } else {
      const { length, matched } = readWords(found, tokens, at, negated);
      if (!matched) {
        if (NOT.has(token)) negated = true;
        else if (LIGHT.has(token)) found.light ||= !negated && !isShade(tokens, at);
      }
      at += length;
    }
  }
}

/** "light blue" is a colour, not a weight. */
function isShade(tokens: readonly string[], at: number): boolean {
  return wordsAt(tokens, at + 1).words.some((word) => word.kind === 'color');
}

function readWords(
  found: Preferences,
  tokens: readonly string[],
  at: number,
  negated: boolean,
): { length: number; matched: boolean } {
  const { words: meanings, length } = wordsAt(tokens, at);
  let matched = false;
  for (const word of meanings) {
    if (word.value === 'other' || word.kind === 'bridge_type' || word.kind === 'occasion') continue;
    matched = true;
    switch (word.kind) {
      case 'shape':
        choose(found.shape, word.value, negated);
        break;
      case 'color':
        choose(found.color, word.value, negated);
        break;
      case 'material':
        for (const material of materialsMeant(word.value)) choose(found.material, material, negated);
        break;
      case 'rim':
        choose(found.rim, word.value, negated);
        break;
      case 'lens_type':
        found.progressive ||= word.value === 'progressive' && !negated;
        break;
      case 'gender':
        if (!negated && !found.gender.includes(word.value)) found.gender.push(word.value);
        break;
    }
  }
  return { length: matched ? length : 1, matched };
}

/** Who says metal means titanium and steel too, and who says plastic does not mean to leave acetate out. */
export function materialsMeant(material: Material): readonly Material[] {
  if (material === 'metal') return ['metal', 'titanium', 'stainless_steel', 'aluminium'];
  return material === 'plastic' ? ['plastic', 'acetate', 'nylon'] : [material];
}

/** What was said last counts. */
function choose<T extends string>(choice: Choice<T>, value: T, negated: boolean): void {
  const [to, from] = negated ? [choice.avoid, choice.want] : [choice.want, choice.avoid];
  if (!to.includes(value)) to.push(value);
  const standing = from.indexOf(value);
  if (standing >= 0) from.splice(standing, 1);
}

interface PricePhrase {
  min: number | null;
  max: number | null;
  length: number;
}

/** "under 150", "150 euros max", "between 100 and 200", "100-200 €". A bare number is a size or a year, no price. */
function priceAt(tokens: readonly string[], at: number): PricePhrase | null {
  const token = tokens[at] as string;
  if (BETWEEN.has(token)) {
    const [low, high] = [amount(tokens[at + 1]), amount(tokens[at + 3])];
    if (low !== null && high !== null)
      return { min: Math.min(low, high), max: Math.max(low, high), length: 4 };
  }
  if (AT_MOST.has(token) || AT_LEAST.has(token)) {
    const skip = ['de', 'than', 'als', 'di', 'que', 'a', 'to', 'of', 'at', 'zu'].includes(
      tokens[at + 1] ?? '',
    )
      ? 1
      : 0;
    const unit = MONEY.has(tokens[at + 1 + skip] ?? '') ? 1 : 0;
    const value = amount(tokens[at + 1 + skip + unit]);
    if (value === null) return null;
    const bound = AT_MOST.has(token) ? { min: null, max: value } : { min: value, max: null };
    return { ...bound, length: 2 + skip + unit };
  }
  const value = amount(token);
  if (value === null) return null;
  const second = amount(tokens[at + 1]);
  if (second !== null && MONEY.has(tokens[at + 2] ?? '')) return { min: value, max: second, length: 3 };
  const unit = MONEY.has(tokens[at + 1] ?? '') ? 1 : 0;
  const after = tokens[at + 1 + unit] ?? '';
  if (AT_MOST.has(after)) return { min: null, max: value, length: 2 + unit };
  if (AT_LEAST.has(after)) return { min: value, max: null, length: 2 + unit };
  return unit === 1 ? { min: null, max: value, length: 2 } : null;
}

function amount(token: string | undefined): number | null {
  return token !== undefined && /^\d{1,6}$/.test(token) ? Number(token) : null;
}

function brandPhrases(brands: readonly string[]): Map<string, string> {
  return new Map(brands.map((brand) => [plainWords(brand).join(' '), brand]));
}

function brandAt(tokens: readonly string[], at: number, brands: ReadonlyMap<string, string>) {
  for (let length = Math.min(4, tokens.length - at); length >= 1; length -= 1) {
    const name = brands.get(tokens.slice(at, at + length).join(' '));
    if (name !== undefined) return { name, length };
  }
  return null;
}
