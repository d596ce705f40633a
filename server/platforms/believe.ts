import { EYEWEAR_COLUMNS, type Eyewear, type EyewearSources, type Gender } from '../catalog/index.ts';
import { EVIDENCE_SOURCES, type Evidence } from './evidence.ts';

export interface Belief {
  eyewear: Eyewear;
  gender: Gender | null;
  /** Where each value that is not null was read. */
  eyewear_sources: EyewearSources;
}

/**
 * What all evidence about one frame comes to: for each field the surest value. Of two equally sure ones the one from
 * the better source, and then the smaller one, so that the order of the evidence does not matter.
 */
export function believe(evidence: readonly Evidence[]): Belief {
  const best = new Map<Evidence['field'], Evidence>();
  for (const one of evidence) {
    const known = best.get(one.field);
    if (known === undefined || isBetter(one, known)) best.set(one.field, one);
  }
  const valueFor = (field: Evidence['field']) => best.get(field)?.value ?? null;
  return {
    eyewear: Object.fromEntries(EYEWEAR_COLUMNS.map((field) => [field, valueFor(field)])) as Eyewear,
    gender: valueFor('gender') as Gender | null,
    eyewear_sources: Object.fromEntries(
      [...EYEWEAR_COLUMNS, 'gender' as const].flatMap((field) => {
        const one = best.get(field);
        return one === undefined ? [] : [[field, { source: one.source, confidence: one.confidence }]];
      }),
    ),
  };
}

function isBetter(one: Evidence, other: Evidence): boolean {
  if (one.confidence !== other.confidence) return one.confidence > other.confidence;
  const rank = EVIDENCE_SOURCES.indexOf(one.source) - EVIDENCE_SOURCES.indexOf(other.source);
  return rank !== 0 ? rank < 0 : one.value < other.value;
}
