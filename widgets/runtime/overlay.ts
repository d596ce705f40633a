/** Points are in pixels of the photo, y down. */
export type Pt = readonly [number, number];
export type Line = readonly [Pt, Pt];
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the photo to show: the outline with a margin of a quarter of its size, inside the picture. */
export function boundsOf(outline: readonly Pt[], whole: Crop): Crop {
  if (outline.length === 0) return whole;
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const margin = 0.25 * Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const left = Math.max(whole.x, Math.min(...xs) - margin);
  const top = Math.max(whole.y, Math.min(...ys) - margin * 1.2);
  const right = Math.min(whole.x + whole.width, Math.max(...xs) + margin);
  const bottom = Math.min(whole.y + whole.height, Math.max(...ys) + margin * 0.8);
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

/** A step of `distance` px across a line that runs left to right: negative goes up. */
export function perpendicular([a, b]: Line, distance: number): Pt {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const length = Math.hypot(dx, dy) || 1;
  const sign = dx < 0 ? -1 : 1;
  return [(-dy / length) * distance * sign, (dx / length) * distance * sign];
}

/** Where a line's number goes, and its turn in degrees, so that it reads along the line and never upside down. */
export function labelPoint(line: Line, distance: number): readonly [Pt, number] {
  const [a, b] = line[0][0] <= line[1][0] ? line : ([line[1], line[0]] as const);
  const [dx, dy] = perpendicular([a, b], distance);
  const turn = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
  return [[(a[0] + b[0]) / 2 + dx, (a[1] + b[1]) / 2 + dy], turn];
}
