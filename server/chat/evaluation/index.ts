export { LARGEST_SET, type LineError, parseSet, type Utterance } from './format.ts';
export { type EvaluationStore, OWN_SET, parseStore } from './own-set.ts';
export { type Evaluation, evaluate, type Figures, type Mistake } from './score.ts';
