export { type Suspicion, suspicionsIn } from './injection.ts';
export { LONGEST_TEXT, type ReadText, readShopperText, type TextFlag } from './shopper-text.ts';
