/**
 * A leaky bucket of points: spent at once, restored evenly.
 * @param size points when full
 * @param rate points restored in a second
 */
export function openBudget(size: number, rate: number, now: () => number) {
  let points = size;
  let at = now();
  const restore = () => {
    const time = now();
    points = Math.min(size, points + (Math.max(0, time - at) / 1000) * rate);
    at = time;
  };
  return {
    size,
    rate,
    available(): number {
      restore();
      return points;
    },
    /** Takes the points if they are there. */
    take(cost: number): boolean {
      restore();
      if (cost > points) return false;
      points -= cost;
      return true;
    },
    giveBack(cost: number): void {
      restore();
      points = Math.min(size, points + cost);
    },
    /** Seconds until so many points are there. */
    secondsUntil(cost: number): number {
      restore();
      return Math.max(0, (cost - points) / rate);
    },
  };
}

export type Budget = ReturnType<typeof openBudget>;
