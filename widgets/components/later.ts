/** Everything the first screen does without, in one file, fetched while the shopper reads that screen. */
export { sendToCart } from '../runtime/cart.ts';
export { measure, recommend, search } from '../runtime/journey.ts';
export { preparePhoto } from '../runtime/photo.ts';
export { SCREENS } from './screens.tsx';
