import { defineProblem } from '../http/index.ts';

export const unknownFilterValue = defineProblem({
  code: 'unknown-filter-value',
  status: 400,
  title: 'A filter has a value that no frame can have.',
  advice: 'Use one of the values listed, or leave the filter out. Free wishes go into `preferences`.',
});
