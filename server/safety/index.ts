export { type Suspicion, suspicionsIn } from './injection.ts';
export { looksMedical } from './medical.ts';
export { plainForModel } from './model-text.ts';
export { maskPersonalData } from './personal-data.ts';
export { LONGEST_TEXT, type ReadText, readShopperText, type TextFlag } from './shopper-text.ts';
