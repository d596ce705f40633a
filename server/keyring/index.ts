export { openRotation, type Rotation } from './rotation.ts';
export { type KeyringView, keyringFeature } from './routes.ts';
