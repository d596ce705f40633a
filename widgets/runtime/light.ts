/** What a camera frame says about the light and the hand, as the shopper should hear it. */
export type Hint = 'dark' | 'bright' | 'uneven' | 'moving' | 'good';

/** Mean brightness 0..255 of a frame's face region, left half against right half, and movement since the last. */
export interface FrameStats {
  readonly mean: number;
  readonly left: number;
  readonly right: number;
  readonly movement: number;
}

/**
 * Statistics of a small RGBA frame.
 * @param previous luma of the frame before, same size, for the movement
 * @returns the statistics and this frame's luma (Rec. 601 weights)
 */
export function frameStats(
  rgba: Uint8ClampedArray,
  width: number,
  previous: Uint8Array | null,
): { stats: FrameStats; luma: Uint8Array } {
  const count = rgba.length / 4;
  const luma = new Uint8Array(count);
  let left = 0;
  let right = 0;
  let moved = 0;
  for (let i = 0; i < count; i++) {
    const value =
      0.299 * (rgba[i * 4] ?? 0) + 0.587 * (rgba[i * 4 + 1] ?? 0) + 0.114 * (rgba[i * 4 + 2] ?? 0);
    luma[i] = value;
    if (i % width < width / 2) left += value;
    else right += value;
    if (previous !== null) moved += Math.abs(value - (previous[i] ?? value));
  }
  const half = count / 2;
  return {
    stats: {
      mean: (left + right) / count,
      left: left / half,
      right: right / half,
      movement: moved / count,
    },
    luma,
  };
}

/** The most useful thing to say: light first, then the hand. */
export function hintFor({ mean, left, right, movement }: FrameStats): Hint {
  if (mean < 60) return 'dark';
  if (mean > 215) return 'bright';
  if (Math.min(left, right) / Math.max(left, right, 1) < 0.6) return 'uneven';
  if (movement > 14) return 'moving';
  return 'good';
}
