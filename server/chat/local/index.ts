export { askToCart } from './cart.ts';
export { createLocalModel, LOCAL_MODEL } from './local-model.ts';
export { type Here, lately, newMemory, remember } from './remember.ts';
export { onward, SHOWN } from './show-frames.ts';
export { speechFor } from './speech.ts';
