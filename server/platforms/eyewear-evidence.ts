import { type FrameNumber, plainWords, valuesIn, wordsAt } from '../catalog/index.ts';
import type { Evidence, EvidenceSource } from './evidence.ts';
import { fieldNamed } from './field-names.ts';
import {
  loneLensWidth,
  type Measures,
  measureIn,
  measuresNamedIn,
  sizeIn,
  sizeOf,
  unwrapped,
} from './frame-measures.ts';

/**
 * How sure a value is by where it was read: a field that a merchant filled for this very purpose is hardly ever
 * wrong, words of a description often speak of something else.
 */
const CONFIDENCE: Record<EvidenceSource, number> = {
  merchant: 1,
  metafield: 0.98,
  taxonomy: 0.95,
  attribute: 0.95,
  option: 0.9,
  title: 0.8,
  tag: 0.7,
  category: 0.6,
  description: 0.5,
};
/** What remains of it when a place names several values, and the first was taken. */
const AMBIGUOUS = 0.6;

/** What a field with a name says: "Lens width (mm)" 48, "Frame shape" Round, "Size" 52-18-145. */
export function fieldEvidence(name: string, value: unknown, source: EvidenceSource, sure = 1): Evidence[] {
  const field = fieldNamed(name);
  if (field === null) return [];
  const confidence = rounded(CONFIDENCE[source] * sure);
  const given = unwrapped(value);
  if (given.length === 0) return [];
  const text = given.join(', ').slice(0, 300);
  const first = given[0] ?? '';
  const certain = given.length > 1 ? rounded(confidence * AMBIGUOUS) : confidence;
  switch (field) {
    case 'size':
      return sizeField(first, source, certain);
    case 'color':
      return [{ field, value: first.slice(0, 80), source, confidence: certain }];
    case 'gender':
      return genderEvidence(valuesIn('gender', text), source, confidence);
    case 'age':
      return valuesIn('gender', text).includes('kids')
        ? [{ field: 'gender', value: 'kids', source, confidence: certain }]
        : [];
    case 'shape':
    case 'material':
    case 'rim':
    case 'bridge_type':
      return wordEvidence(field, namedValues(field, first, text), source, confidence);
    default: {
      const number = measureIn(first, field);
      return number === null ? [] : [{ field, value: number, source, confidence: certain }];
    }
  }
}

/** An option a shopper chooses by: each variant has its own, the product is shown as the first. */
export function optionEvidence(name: string, values: readonly string[]): Evidence[] {
  const [first] = values;
  return first === undefined ? [] : fieldEvidence(name, first, 'option', values.length > 1 ? AMBIGUOUS : 1);
}

export function titleEvidence(title: string): Evidence[] {
  return [...sizeInText(title, 'title'), ...wordsIn(title, 'title', TITLE_KINDS)];
}

/** Tags as "round", "lens-width:52", "Rahmenform_rund" or "52-18-145". */
export function tagEvidence(tags: readonly string[]): Evidence[] {
  const words: string[] = [];
  const named: Evidence[] = [];
  for (const tag of tags) {
    const [, name, value] = /^([^:=]{1,40})[:=](.{1,80})$/.exec(tag) ?? [];
    if (name !== undefined && value !== undefined) named.push(...fieldEvidence(name, value, 'tag'));
    else words.push(tag);
  }
  // Each tag for itself: words of neighbours make no phrase.
  return [
    ...named,
    ...words.flatMap((tag) => sizeInText(tag, 'tag')),
    ...wordsIn(words.join(' | '), 'tag', TITLE_KINDS),
  ];
}

export function categoryEvidence(category: string | null): Evidence[] {
  return category === null ? [] : wordsIn(category, 'category', CATEGORY_KINDS);
}

export function descriptionEvidence(description: string | null): Evidence[] {
  if (description === null) return [];
  return [
    ...sizeInText(description, 'description'),
    ...measures(Object.fromEntries(measuresNamedIn(description)), 'description', CONFIDENCE.description),
    ...wordsIn(description, 'description', DESCRIPTION_KINDS),
  ];
}

type WordKind = 'shape' | 'material' | 'rim' | 'bridge_type' | 'gender' | 'color';
const TITLE_KINDS: readonly WordKind[] = ['shape', 'material', 'rim', 'gender', 'color'];
const CATEGORY_KINDS: readonly WordKind[] = ['shape', 'material', 'rim', 'gender'];
const DESCRIPTION_KINDS: readonly WordKind[] = ['shape', 'material', 'rim', 'bridge_type'];

/** Words of the vocabulary that mean something else in running text as often as not. */
const LABEL_ONLY = new Set([
  'full',
  'semi',
  'pads',
  'other',
  'mixed',
  'mixte',
  'combined',
  'wrap',
  'mask',
  'saddle',
  'selle',
  'silla',
  'sella',
  'gatto',
  'horn',
  'steel',
]);

/** What running text names of the kinds asked for, in one reading. */
function wordsIn(text: string, source: EvidenceSource, kinds: readonly WordKind[]): Evidence[] {
  const found = new Map<WordKind, Set<string>>();
  for (const part of text.split('|')) {
    const tokens = plainWords(part);
    for (let at = 0; at < tokens.length; ) {
      const { words, length } = wordsAt(tokens, at);
      const isPlain = length > 1 || !LABEL_ONLY.has(tokens[at] ?? '');
      for (const { kind, value } of isPlain ? words : []) {
        const asked = kinds.find((one) => one === kind);
        if (asked !== undefined) add(found, asked, value);
      }
      at += length;
    }
  }
  return [...found].flatMap(([kind, values]) =>
    kind === 'gender'
      ? genderEvidence([...values] as ReturnType<typeof valuesIn<'gender'>>, source, CONFIDENCE[source])
      : wordEvidence(kind, [...values], source, CONFIDENCE[source]),
  );
}

function add(found: Map<WordKind, Set<string>>, kind: WordKind, value: string): void {
  const known = found.get(kind) ?? new Set();
  found.set(kind, known.add(value));
}

function namedValues(
  field: 'shape' | 'material' | 'rim' | 'bridge_type',
  first: string,
  text: string,
): string[] {
  const inFirst = valuesIn(field, first);
  return inFirst.length > 0 ? inFirst : valuesIn(field, text);
}

function wordEvidence(
  field: Exclude<WordKind, 'gender'>,
  values: readonly string[],
  source: EvidenceSource,
  confidence: number,
): Evidence[] {
  const [first] = values;
  if (first === undefined || first === 'other') return [];
  const sure = values.length > 1 ? rounded(confidence * AMBIGUOUS) : confidence;
  // The vocabulary's tables and the schema's enumerations are one list.
  return [{ field, value: first, source, confidence: sure } as Evidence];
}

/** Women and men: for both. */
function genderEvidence(
  values: readonly ReturnType<typeof valuesIn<'gender'>>[number][],
  source: EvidenceSource,
  confidence: number,
): Evidence[] {
  const [first] = values;
  if (first === undefined) return [];
  const isForBoth = values.includes('women') && values.includes('men');
  return [{ field: 'gender', value: isForBoth ? 'unisex' : first, source, confidence }];
}

function sizeField(value: string, source: EvidenceSource, confidence: number): Evidence[] {
  const lens = loneLensWidth(value);
  if (lens !== null) return measures({ lens_width: lens }, source, rounded(confidence * AMBIGUOUS));
  return measures(sizeOf(value) ?? {}, source, confidence);
}

function sizeInText(text: string, source: EvidenceSource): Evidence[] {
  return measures(sizeIn(text) ?? {}, source, CONFIDENCE[source]);
}

function measures(size: Measures, source: EvidenceSource, confidence: number): Evidence[] {
  return Object.entries(size).map(([field, value]) => ({
    field: field as FrameNumber,
    value,
    source,
    confidence,
  }));
}

const rounded = (confidence: number) => Math.round(confidence * 1000) / 1000;
