import { invalidOldFrame } from './problems.ts';

/** The numbers inside the temple of a frame, mm (boxing system, ISO 8624). */
export interface OldFrame {
  lens_width: number;
  bridge: number;
  /** null: the shopper gave two numbers only. */
  temple: number | null;
}

export type OldFrameFit = 'good' | 'narrow' | 'wide';

const LIMITS = { lens_width: [36, 66], bridge: [10, 28], temple: [110, 165] } as const;

/**
 * Reads what is printed inside a temple: `52□18-145`, `52-18-145`, `52 18 145`, `52[]18`, `52x18/145`, also with
 * a model name or colour code around it.
 * @throws Problem invalid-old-frame when no two or three numbers in a row could be a frame.
 */
export function parseOldFrame(text: string): OldFrame {
  const numbers = [...text.matchAll(/\d+(?:[.,]\d+)?/g)].map(([digits]) => Number(digits.replace(',', '.')));
  for (const length of [3, 2]) {
    for (let at = 0; at + length <= numbers.length; at++) {
      const [lens = 0, bridge = 0, temple = null] = numbers.slice(at, at + length);
      const fits = within(lens, LIMITS.lens_width) && within(bridge, LIMITS.bridge);
      if (fits && (temple === null || within(temple, LIMITS.temple)))
        return { lens_width: lens, bridge, temple };
    }
  }
  throw invalidOldFrame();
}

function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high;
}

/** Rims and end pieces: how much wider a front is than its two lenses and bridge, mm, and the spread of that. */
const RIMS_MM = 14;
const RIMS_SD_MM = 3;

/** Outer width of a frame's front, mm, from what is printed on it. */
export function totalWidth({ lens_width, bridge }: Pick<OldFrame, 'lens_width' | 'bridge'>): number {
  return 2 * lens_width + bridge + RIMS_MM;
}

/** How much wider than the old frame one should be that fits, mm. */
export const FIT_STEP_MM: Record<OldFrameFit, number> = { good: 0, narrow: 5, wide: -5 };

/** What an old frame says of the width of the frame that fits, mm, 1 SD. */
export function fittingWidth(frame: OldFrame, fit: OldFrameFit): { width: number; sd: number } {
  return { width: totalWidth(frame) + FIT_STEP_MM[fit], sd: Math.hypot(RIMS_SD_MM, fit === 'good' ? 2 : 4) };
}

/** Lens width of a front with this outer width and bridge, mm: the reverse of `totalWidth`. */
export function lensWidth(total: number, bridge: number): number {
  return (total - bridge - RIMS_MM) / 2;
}
