/**
 * One figure: what was measured, and its limit, the least it could cost, measured in turns with it in the same run.
 * `bar` is what the project promises, as a ratio to the limit unless `barIs` says it is a value.
 */
export interface Measured {
  value: number;
  limit: number;
  unit: string;
  bar?: number;
  barIs?: 'ratio' | 'value';
  /** The bar is a lower bound: more is better. */
  atLeast?: boolean;
}

export type Report = (name: string, measured: Measured) => void;

/** The middle value. @throws when there is none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('the median of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** The value below which a share of all values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
}

/** CPU time of this process in ms spent by `work`, all its threads together. */
export async function cpuMs(work: () => Promise<unknown> | unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
