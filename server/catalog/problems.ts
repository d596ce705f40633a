import { defineProblem, type Problem } from '../http/index.ts';
import type { ImportResult } from './schema.ts';

export const noSuchProduct = defineProblem({
  code: 'no-such-product',
  status: 404,
  title: 'This store has no product with this id.',
  advice: 'Look the id up in the list of products; an import may have removed it.',
});

export const unreadableCursor = defineProblem({
  code: 'unreadable-cursor',
  status: 400,
  title: 'The cursor is not one of ours.',
  advice: 'Send next_cursor of the page before exactly as it came, or leave cursor out to start over.',
});

const rejected = defineProblem({
  code: 'catalog-rejected',
  status: 422,
  title: 'The file has faults, so nothing was imported.',
  advice: 'Mend the rows listed and send the file again, or add skip_invalid=true to import the others.',
});

/** An answer names so many rows; the file's author mends them in rounds. */
const MAX_ROWS_TOLD = 200;

export function catalogRejected({ errors, warnings }: ImportResult): Problem {
  const told = errors.slice(0, MAX_ROWS_TOLD);
  const detail =
    errors.length === 0
      ? 'The file holds no products.'
      : `${errors.length} ${errors.length === 1 ? 'fault' : 'faults'} in the file${errors.length > told.length ? `, the first ${told.length} are listed` : ''}.`;
  return rejected({
    detail,
    errors: told,
    extensions: { total_errors: errors.length, total_warnings: warnings.length },
  });
}
