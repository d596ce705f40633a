import { defineProblem } from './problem.ts';

const tooManyAtOnce = defineProblem({
  code: 'too-many-at-once',
  status: 429,
  title: 'Too many photos are being measured for you at the same time',
  advice: 'Wait for the answers that are under way, then send the next photo.',
});

/** One analysis takes about a second where the machine is busy. */
const RETRY_SECONDS = '2';

export interface Slots {
  /** Takes a place under each name. @returns what gives them back. @throws Problem too-many-at-once */
  enter(...names: readonly { name: string; most: number }[]): () => void;
}

/** Bounds what is under way at the same time. */
export function openSlots(): Slots {
  const taken = new Map<string, number>();
  return {
    enter(...names) {
      if (names.some(({ name, most }) => (taken.get(name) ?? 0) >= most)) {
        throw tooManyAtOnce({ headers: { 'retry-after': RETRY_SECONDS } });
      }
      for (const { name } of names) taken.set(name, (taken.get(name) ?? 0) + 1);
      return () => {
        for (const { name } of names) {
          const left = (taken.get(name) ?? 1) - 1;
          if (left === 0) taken.delete(name);
          else taken.set(name, left);
        }
      };
    },
  };
}
