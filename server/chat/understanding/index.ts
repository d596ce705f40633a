export { type StoreWords, storeWords, type WordedProduct } from './store-words.ts';
export { understandFor } from './understand.ts';
