export { startVertexDouble, type VertexCall, type VertexDouble, type VertexDoubleOptions } from './double.ts';
export { type Fault, MISBEHAVIOURS, type Misbehaviour, type WireFault } from './faults.ts';
export type { Content, FunctionCall, GenerateContentRequest, Part, Refusal } from './protocol.ts';
export { type Script, sensible } from './script.ts';
export { SUBJECT_TOKEN } from './tokens.ts';
