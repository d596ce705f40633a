export { type Consents, Purpose } from './purposes.ts';
