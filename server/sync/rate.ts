/**
 * Generic cell rate algorithm (ITU-T I.371): `burst` at once, then `perSecond`; one number a source, no timers.
 * @returns a function that gives 0 when the source may go on, else the ms it must wait.
 */
export function rateLimiter({ perSecond, burst }: { perSecond: number; burst: number }) {
  const interval = 1000 / perSecond;
  const tolerance = interval * burst;
  const arrivals = new Map<string, number>();
  return (source: string, now: number): number => {
    const known = arrivals.get(source) ?? 0;
    // Further ahead than a burst leads is only what was noted before the clock was set back.
    const expected = known > now + tolerance + interval ? now : Math.max(now, known);
    const wait = expected - now - tolerance + interval;
    if (wait > 0) return Math.ceil(wait);
    arrivals.set(source, expected + interval);
    return 0;
  };
}
