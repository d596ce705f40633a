export type Spot = readonly [x: number, y: number];

/** A number as SVG wants it: short, and the same on every machine. */
export function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A smooth closed curve through points (Catmull-Rom as cubic Béziers). */
export function closedCurve(points: readonly Spot[]): string {
  const at = (i: number) => points[(i + points.length) % points.length] as Spot;
  const pieces = points.map((_, i) => bezier(at(i - 1), at(i), at(i + 1), at(i + 2)));
  return `M${spot(at(0))}${pieces.join('')}Z`;
}

/** A smooth open curve through points. */
export function openCurve(points: readonly Spot[]): string {
  const at = (i: number) => points[Math.max(0, Math.min(points.length - 1, i))] as Spot;
  const pieces = points.slice(1).map((_, i) => bezier(at(i - 1), at(i), at(i + 1), at(i + 2)));
  return `M${spot(at(0))}${pieces.join('')}`;
}

function bezier(before: Spot, from: Spot, to: Spot, after: Spot): string {
  const out: Spot = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6];
  const into: Spot = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6];
  return `C${spot(out)} ${spot(into)} ${spot(to)}`;
}

export function spot([x, y]: Spot): string {
  return `${n(x)},${n(y)}`;
}

/** The points and their mirror images across x = 0, in the order that goes once around. */
export function mirrored(rightSide: readonly Spot[]): Spot[] {
  const left = rightSide.filter(([x]) => x !== 0).map(([x, y]): Spot => [-x, y]);
  return [...rightSide, ...left.reverse()];
}

export function path(d: string, attributes: Record<string, string | number>): string {
  const rest = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `<path d="${d}"${rest.join('')}/>`;
}

export function ellipse(
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  attributes: Record<string, string | number>,
) {
  const rest = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(ry)}"${rest.join('')}/>`;
}

/** A colour moved towards black (amount < 0) or white (amount > 0). */
export function shade(hex: string, amount: number): string {
  const target = amount < 0 ? 0 : 255;
  const channels = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
  const moved = channels.map((channel) => Math.round(channel + (target - channel) * Math.abs(amount)));
  return `#${moved.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
