export { createLocalModel } from './local-model.ts';
export { type Here, newMemory, remember } from './remember.ts';
