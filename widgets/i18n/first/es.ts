import type { FirstWords } from './en.ts';
export const words: FirstWords = {} as FirstWords;
