import type { CatalogIndex } from './catalog-index.ts';

interface Candidate {
  item: number;
  score: number;
}

/** Relevance against variety: .7 to .8 where precision counts (Carbonell & Goldstein 1998; qdrant.tech on MMR). */
const LAMBDA = 0.75;
/** What makes two frames look alike. */
const ALIKE = { shape: 0.4, color: 0.3, brand: 0.3 };

/**
 * Maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998): each next frame is the one with the best
 * λ·score − (1 − λ)·(likeness to the most alike frame already chosen).
 * @param candidates best first, without duplicates.
 */
export function diversify(
  index: CatalogIndex,
  candidates: readonly Candidate[],
  rowOf: Int32Array,
  limit: number,
): Candidate[] {
  const left = [...candidates];
  const likeness = new Float64Array(left.length);
  const chosen: Candidate[] = [];
  while (chosen.length < limit && left.length > 0) {
    let best = 0;
    let bestValue = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < left.length; c += 1) {
      const value = LAMBDA * (left[c] as Candidate).score - (1 - LAMBDA) * (likeness[c] as number);
      if (value > bestValue) {
        best = c;
        bestValue = value;
      }
    }
    const next = left[best] as Candidate;
    chosen.push(next);
    left.splice(best, 1);
    likeness.copyWithin(best, best + 1);
    for (let c = 0; c < left.length; c += 1) {
      const alike = likenessOf(index, rowOf, next.item, (left[c] as Candidate).item);
      if (alike > (likeness[c] as number)) likeness[c] = alike;
    }
  }
  return chosen;
}

function likenessOf(index: CatalogIndex, rowOf: Int32Array, a: number, b: number): number {
  const sameShape = ((index.shape[a] as number) & (index.shape[b] as number)) !== 0;
  const sameBrand = index.brand[a] === index.brand[b] && (index.brand[a] as number) >= 0;
  const colors =
    (index.rowColor[rowOf[a] as number] as number) & (index.rowColor[rowOf[b] as number] as number);
  return (sameShape ? ALIKE.shape : 0) + (sameBrand ? ALIKE.brand : 0) + (colors !== 0 ? ALIKE.color : 0);
}
