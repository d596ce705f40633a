import { type Eyewear, FRAME_RANGES, type FrameNumber, readSize } from '../catalog/index.ts';
import { measureNamedAt } from './field-names.ts';

/** Numbers of a frame, mm (weight in g). */
export type Measures = Partial<Record<FrameNumber, number>>;

/**
 * What sizes stamped on frames are, mm; narrower than what a field may hold, since running text has other numbers too
 * (lens 40-62, bridge 12-26, temple 120-155: eyeglasses.com size guide).
 */
const SIZE_IN_TEXT = {
  lens_width: [40, 62],
  bridge: [12, 26],
  temple: [120, 155],
} as const satisfies Partial<Record<FrameNumber, readonly [number, number]>>;

/** Three numbers with marks between them, or two around the box that stands for nothing else. */
const SIZE =
  /(?<![\d.,])(\d{2})\s?[-–/xX×|□◻▢☐ ]\s?(\d{2})\s?[-–/xX×| ]\s?(\d{3})(?!\d|[.,]\d)|(?<![\d.,])(\d{2})\s?[□◻▢☐]\s?(\d{2})(?!\d|[.,]\d)/gu;

/** The first size in running text; null: there is none. */
export function sizeIn(text: string): Measures | null {
  for (const [, lens, bridge, temple, lensAlone, bridgeAlone] of text.matchAll(SIZE)) {
    const size = {
      lens_width: Number(lens ?? lensAlone),
      bridge: Number(bridge ?? bridgeAlone),
      ...(temple === undefined ? {} : { temple: Number(temple) }),
    };
    const fits = Object.entries(size).every(([name, mm]) =>
      isWithin(mm, SIZE_IN_TEXT[name as keyof typeof SIZE_IN_TEXT]),
    );
    if (fits) return size;
  }
  return null;
}

/** What a field for the size holds: "52-18-145", or "M (52-18-145)". */
export function sizeOf(value: string): Measures | null {
  const size = readSize(value);
  if (size === null) return sizeIn(value);
  const fitting = Object.entries(size).filter(([name, mm]) =>
    isWithin(mm, FRAME_RANGES[name as FrameNumber]),
  );
  return Object.fromEntries(fitting);
}

/** A lone "52", which as a size of a frame is its lens width. */
export function loneLensWidth(value: string): number | null {
  const lone = /^\s*(\d{2})\s*(?:mm)?\s*$/.exec(value)?.[1];
  return lone !== undefined && isWithin(Number(lone), SIZE_IN_TEXT.lens_width) ? Number(lone) : null;
}

/** Words that may stand between a measure's name and its number. */
const FILLERS = new Set(['of', 'is', 'von', 'betragt', 'de', 'est', 'es', 'di']);

/** "Lens width: 48 mm, bridge of 21 mm" in running text. */
export function measuresNamedIn(text: string): [FrameNumber, number][] {
  const tokens =
    text
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .match(/\d+(?:[.,]\d+)?|\p{L}+/gu) ?? [];
  const found: [FrameNumber, number][] = [];
  for (let at = 0; at < tokens.length; ) {
    const named = measureNamedAt(tokens, at);
    at += named?.length ?? 1;
    if (named === null || !(named.field in FRAME_RANGES)) continue;
    const field = named.field as FrameNumber;
    const number = FILLERS.has(tokens[at] ?? '') ? at + 1 : at;
    const value = measureIn(`${tokens[number] ?? ''} ${tokens[number + 1] === 'cm' ? 'cm' : ''}`, field);
    if (value !== null) found.push([field, value]);
  }
  return found;
}

/** A frame's number in mm or g, out of "48", "48,5 mm", "14.5 cm"; null when no frame has it. */
export function measureIn(value: string, field: keyof Eyewear & FrameNumber): number | null {
  const [, digits, unit = ''] =
    /^\s*(\d{1,3}(?:[.,]\d{1,3})?)\s*(mm|millimeters?|cm|centimeters?|in|inch|inches|grams?|gr?|kilograms?|kg)?\.?\s*$/i.exec(
      value,
    ) ?? [];
  if (digits === undefined) return null;
  const number = Number(digits.replace(',', '.')) * (FACTORS[unit.toLowerCase()] ?? 1);
  const tidy = Math.round(number * 10) / 10;
  return isWithin(tidy, FRAME_RANGES[field]) ? tidy : null;
}

const FACTORS: Record<string, number> = {
  cm: 10,
  centimeter: 10,
  centimeters: 10,
  in: 25.4,
  inch: 25.4,
  inches: 25.4,
  kg: 1000,
  kilogram: 1000,
  kilograms: 1000,
};

/** The texts of a field's value: of a list (as JSON too), of a measure with its unit, of one plain value. */
export function unwrapped(value: unknown): string[] {
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(unwrapped).slice(0, 20);
  if (typeof value === 'object' && value !== null) {
    const { value: number, unit } = value as Record<string, unknown>;
    return typeof number === 'number' || typeof number === 'string' ? [`${number} ${unit ?? ''}`.trim()] : [];
  }
  if (typeof value !== 'string') return [];
  const text = value.trim();
  if (!/^[[{]/.test(text) || text.length > 2000) return text === '' ? [] : [text];
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'string' ? [parsed] : unwrapped(parsed);
  } catch {
    // It only looks like JSON: "[new] round" is text.
    return [text];
  }
}

const isWithin = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high;
