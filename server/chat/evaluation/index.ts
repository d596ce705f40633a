export { LARGEST_SET, type LineError, parseSet, Utterance } from './format.ts';
export { type Evaluation, evaluate, type Figures, type Mistake } from './score.ts';
