export { type Grounding, openGrounding } from './grounding.ts';
export type { Known, KnownFrame } from './known.ts';
export { moneyIn } from './prices.ts';
