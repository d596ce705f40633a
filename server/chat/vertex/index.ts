export { type FallbackOptions, withFallback } from './fallback.ts';
export type { BreakerLimits, Budget, Deadlines, TokenPrice, VertexOptions, VertexWatch } from './options.ts';
export { type TriedModel, tryVertex } from './try-out.ts';
export { openVertex, type Vertex } from './vertex.ts';
