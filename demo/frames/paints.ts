import type { Finish } from './finishes.ts';

/** The SVG definitions one frame uses; ids carry the frame's own prefix so drawings can share a page. */
export function paints(id: string, finish: Finish, top: number, bottom: number): string {
  return [
    framePaint(`${id}f`, finish, top, bottom),
    vertical(`${id}v`, top, bottom, [
      [0, '#fff', 0.34],
      [0.22, '#fff', 0.06],
      [0.6, '#000', 0],
      [1, '#000', 0.26],
    ]),
    vertical(`${id}l`, top, bottom, [
      [0, '#9fb6c6', 0.26],
      [0.55, '#dfeaf0', 0.12],
      [1, '#eef5f8', 0.2],
    ]),
    `<linearGradient id="${id}s" x1="0" y1="0" x2="1" y2="0.35"><stop offset="0" stop-color="#fff" stop-opacity="0"/><stop offset="0.5" stop-color="#fff" stop-opacity="0.62"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></linearGradient>`,
    `<radialGradient id="${id}g"><stop offset="0" stop-color="#20242b" stop-opacity="0.28"/><stop offset="0.6" stop-color="#20242b" stop-opacity="0.1"/><stop offset="1" stop-color="#20242b" stop-opacity="0"/></radialGradient>`,
  ].join('');
}

function framePaint(id: string, finish: Finish, top: number, bottom: number): string {
  switch (finish.kind) {
    case 'tortoise':
      return tortoise(id, finish);
    case 'fade':
      return vertical(id, top, bottom, [
        [0, finish.base, 1],
        [0.35, finish.base, 0.97],
        [0.95, finish.accent, 0.72],
      ]);
    case 'crystal':
      return vertical(id, top, bottom, [
        [0, finish.base, 0.82],
        [0.5, finish.accent, 0.5],
        [1, finish.base, 0.72],
      ]);
    case 'metal':
      return vertical(id, top, bottom, [
        [0, finish.accent, 1],
        [0.3, finish.base, 1],
        [0.55, finish.accent, 1],
        [0.75, finish.base, 1],
        [1, finish.base, 1],
      ]);
    default:
      return vertical(id, top, bottom, [
        [0, finish.accent, 1],
        [0.25, finish.base, 1],
        [1, finish.base, 1],
      ]);
  }
}

type Stop = readonly [at: number, color: string, opacity: number];

function vertical(id: string, top: number, bottom: number, stops: readonly Stop[]): string {
  const body = stops
    .map(
      ([at, color, opacity]) =>
        `<stop offset="${at}" stop-color="${color}"${opacity === 1 ? '' : ` stop-opacity="${opacity}"`}/>`,
    )
    .join('');
  return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" y1="${top}" x2="0" y2="${bottom}">${body}</linearGradient>`;
}

/** Dark clouds in amber, as cut from a sheet of acetate: the same sheet for every frame. */
function tortoise(id: string, finish: Finish): string {
  const random = mulberry(7);
  const [width, height] = [34, 26];
  const cloud = (size: number, opacity: number): string => {
    const [x, y] = [random() * width, 3 + random() * (height - 6)];
    const [rx, ry] = [size * (0.9 + random()), size * (0.45 + random() * 0.5)];
    const turn = Math.round(random() * 180);
    return [-width, 0, width]
      .filter((dx) => x + dx > -6 && x + dx < width + 6)
      .map((dx) => {
        const [cx, cy] = [(x + dx).toFixed(1), y.toFixed(1)];
        return `<ellipse cx="${cx}" cy="${cy}" rx="${rx.toFixed(1)}" ry="${ry.toFixed(1)}" transform="rotate(${turn} ${cx} ${cy})" opacity="${opacity}"/>`;
      })
      .join('');
  };
  const soft = Array.from({ length: 9 }, () => cloud(3.4, 0.4)).join('');
  const clouds = [soft, ...Array.from({ length: 18 }, () => cloud(1.7, 0.75))];
  return `<pattern id="${id}" width="${width}" height="${height}" patternUnits="userSpaceOnUse"><rect width="${width}" height="${height}" fill="${finish.base}"/><g fill="${finish.accent}">${clouds.join('')}</g></pattern>`;
}

/** A small deterministic generator of numbers in [0, 1) (mulberry32, Tommy Ettinger, public domain). */
export function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
