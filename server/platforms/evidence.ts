import type { Eyewear, Gender } from '../catalog/index.ts';

/** Where a merchant may have said something about a frame, from the surest to the least sure. */
export const EVIDENCE_SOURCES = [
  'merchant',
  'metafield',
  'taxonomy',
  'attribute',
  'option',
  'title',
  'tag',
  'category',
  'description',
] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

/** One thing a shop's data lets us believe about a frame. */
export type Evidence =
  | {
      [Field in keyof Eyewear]: Believed<Field, NonNullable<Eyewear[Field]>>;
    }[keyof Eyewear]
  | Believed<'gender', Gender>;

interface Believed<Field extends string, Value> {
  field: Field;
  value: Value;
  source: EvidenceSource;
  /** 0 to 1. */
  confidence: number;
}
