import type { FaceParams, HairStyle } from './face-params.ts';
import { closedCurve, ellipse, mirrored, openCurve, path, type Spot, shade } from './paths.ts';

/** Top of the skull above the line of the eyes, mm. */
const CROWN = -112;
const HAIRLINE = -72;

/** Right side of the head from the crown to the chin. */
function side({ faceWidth, forehead, jaw, chin }: FaceParams): Spot[] {
  const half = faceWidth / 2;
  const chinHalf = half * (0.2 + 0.28 * (jaw - 0.65));
  return [
    [0, CROWN],
    [half * forehead * 0.8, CROWN + 17],
    [half * forehead * 1.03, -66],
    [half * (0.5 + forehead * 0.52), -24],
    [half, 12],
    [half * (0.4 + jaw * 0.62), chin * 0.42],
    [half * jaw * 0.97, chin * 0.64],
    [half * jaw * 0.7 + chinHalf * 0.16, chin * 0.85],
    [chinHalf * 1.5, chin * 0.965],
    [0, chin],
  ];
}

export function headOutline(face: FaceParams): string {
  return closedCurve(mirrored(side(face)));
}

/** Ears, neck, skull and the shading that makes them round. */
export function head(face: FaceParams): string {
  const { skin, chin, faceWidth, age, beard, hair } = face;
  const half = faceWidth / 2;
  const dark = shade(skin, -0.28);
  return [
    ...[-1, 1].map(
      (s) =>
        ellipse(s * (half + 1), 16, 9, 24, { fill: shade(skin, -0.12) }) +
        path(
          openCurve([
            [s * (half + 4), 2],
            [s * (half + 6), 12],
            [s * (half + 2), 24],
          ]),
          {
            fill: 'none',
            stroke: dark,
            'stroke-width': 1.6,
            'stroke-linecap': 'round',
          },
        ),
    ),
    path(headOutline(face), { fill: 'url(#skin)' }),
    '<g clip-path="url(#head)">',
    ...[-1, 1].flatMap((s) => [
      ellipse(s * half, 40, 26, 74, { fill: 'url(#shadow)', opacity: 0.55 }),
      ellipse(s * half * 0.56, 34, 27, 20, { fill: 'url(#blush)' }),
      ellipse(s * half * 0.55, 22, 22, 13, { fill: 'url(#light)', opacity: 0.5 }),
    ]),
    ellipse(0, -48, 44, 24, { fill: 'url(#light)', opacity: 0.55 }),
    ellipse(0, chin + 6, 46, 16, { fill: 'url(#shadow)', opacity: 0.7 }),
    ellipse(0, chin - 16, 17, 9, { fill: 'url(#light)', opacity: 0.5 }),
    beard > 0 ? beardOn(face, hair, beard) : '',
    age > 0 ? linesOf(dark, age) : '',
    '</g>',
  ].join('');
}

function beardOn({ chin, faceWidth }: FaceParams, hair: string, beard: number): string {
  const half = faceWidth / 2;
  const outer: Spot[] = [
    [half + 4, 34],
    [half + 4, chin * 0.8],
    [20, chin + 8],
    [0, chin + 9],
  ];
  const inner: Spot[] = [
    [0, 53],
    [-19, 58],
    [-34, 72],
    [-half * 0.82, 50],
    [-half - 4, 34],
  ];
  const right = inner.map(([x, y]): Spot => [-x, y]).reverse();
  const left = outer.map(([x, y]): Spot => [-x, y]).reverse();
  return path(closedCurve([...outer, ...left.slice(1), ...inner.reverse(), ...right.reverse().slice(1)]), {
    fill: hair,
    opacity: 0.25 + 0.6 * beard,
  });
}

function linesOf(color: string, age: number): string {
  const line = (points: readonly Spot[], width: number) =>
    path(openCurve(points), {
      fill: 'none',
      stroke: color,
      'stroke-width': width,
      'stroke-linecap': 'round',
      opacity: 0.35 * age,
    });
  return [
    line(
      [
        [-34, -52],
        [0, -55],
        [34, -52],
      ],
      1,
    ),
    line(
      [
        [-30, -43],
        [0, -46],
        [30, -43],
      ],
      1,
    ),
    ...[-1, 1].flatMap((s) => [
      line(
        [
          [s * 22, 40],
          [s * 29, 52],
          [s * 31, 64],
        ],
        1.6,
      ),
      line(
        [
          [s * 20, 13],
          [s * 31, 17],
          [s * 43, 13],
        ],
        1.1,
      ),
      line(
        [
          [s * 51, -2],
          [s * 56, -5],
        ],
        1,
      ),
      line(
        [
          [s * 51, 3],
          [s * 57, 4],
        ],
        1,
      ),
    ]),
  ].join('');
}

export function clothes({ skin, shirt, chin, faceWidth, jaw }: FaceParams): string {
  const neck = (faceWidth / 2) * Math.min(0.72, jaw * 0.82);
  const base = chin + 150;
  const throat: Spot[] = [
    [neck, 40],
    [neck * 0.97, chin + 14],
    [neck * 1.25, chin + 42],
    [0, chin + 70],
  ];
  const shoulders: Spot[] = [
    [0, chin + 62],
    [neck * 0.95, chin + 40],
    [neck * 1.9, chin + 54],
    [160, chin + 84],
    [175, base],
  ];
  return [
    path(closedCurve(mirrored(throat)), { fill: shade(skin, -0.13) }),
    `<clipPath id="neck"><path d="${closedCurve(mirrored(throat))}"/></clipPath>`,
    `<g clip-path="url(#neck)">${ellipse(0, chin - 8, neck * 1.5, 42, { fill: 'url(#under)' })}</g>`,
    path(
      `${openCurve([...shoulders].reverse().map(([x, y]): Spot => [-x, y]))}${openCurve(shoulders).replace('M', 'L')}Z`,
      {
        fill: shirt,
      },
    ),
    path(
      openCurve([
        [-neck * 0.95, chin + 40],
        [0, chin + 62],
        [neck * 0.95, chin + 40],
      ]),
      {
        fill: 'none',
        stroke: shade(shirt, -0.3),
        'stroke-width': 4,
        'stroke-linecap': 'round',
      },
    ),
  ].join('');
}

/** How far the hair behind the head reaches: to the sides and down. */
const BEHIND: Partial<Record<HairStyle, { out: number; down: number }>> = {
  long: { out: 20, down: 150 },
  bob: { out: 19, down: 78 },
  curly: { out: 24, down: 52 },
};

export function hairBehind(face: FaceParams): string {
  const { hair, hairStyle, faceWidth } = face;
  const half = faceWidth / 2;
  const color = shade(hair, -0.18);
  const bun = hairStyle === 'bun' ? ellipse(0, CROWN - 22, 30, 27, { fill: color }) : '';
  const reach = BEHIND[hairStyle];
  if (reach === undefined) return bun;
  const { out, down } = reach;
  const outline: Spot[] = [
    [0, CROWN - 16],
    [half * 0.75, CROWN],
    [half + out * 0.7, -50],
    [half + out, 10],
    [half + out, down * 0.7],
    [half + out * 0.3, down],
    [half * 0.5, down * 0.96],
    [0, down * 0.7],
  ];
  const curls = hairStyle === 'curly' ? curlsAround(half + out * 0.55, color) : '';
  return path(closedCurve(mirrored(outline)), { fill: color }) + curls;
}

function curlsAround(reach: number, color: string): string {
  return Array.from({ length: 19 }, (_, i) => {
    const angle = Math.PI * (0.86 + (i / 18) * 1.28);
    return ellipse(reach * Math.cos(angle), -30 + 88 * Math.sin(angle), 19, 19, { fill: color });
  }).join('');
}

export function hairInFront(face: FaceParams): string {
  const { hair, hairStyle, faceWidth, forehead } = face;
  if (hairStyle === 'bald') return '';
  const half = faceWidth / 2;
  const temple = half * forehead;
  const sideburn = hairStyle === 'short' ? 2 : -8;
  const outer: Spot[] = [
    [0, CROWN - 12],
    [half * 0.68, CROWN - 2],
    [half + 3, -66],
    [half + 4, -28],
    [half + 1, sideburn],
  ];
  const parting = hairStyle === 'bob' || hairStyle === 'long' ? -18 : 14;
  const inner: Spot[] = [
    [half - 3, -22],
    [temple * 0.9, -52],
    [temple * 0.5, HAIRLINE + 2],
    [parting, HAIRLINE - 6],
    [-temple * 0.5, HAIRLINE + 4],
    [-temple * 0.9, -50],
    [-half + 3, -22],
  ];
  const left = outer
    .slice(1)
    .map(([x, y]): Spot => [-x, y])
    .reverse();
  const shape = closedCurve([...outer, ...inner, ...left]);
  const strand = (points: readonly Spot[]) =>
    path(openCurve(points), { fill: 'none', stroke: shade(hair, 0.22), 'stroke-width': 1.6, opacity: 0.6 });
  return [
    path(shape, { fill: hair }),
    strand([
      [parting, HAIRLINE - 10],
      [half * 0.5, CROWN + 18],
      [half * 0.9, -60],
    ]),
    strand([
      [parting - 6, HAIRLINE - 12],
      [-half * 0.4, CROWN + 12],
      [-half * 0.86, -64],
    ]),
    hairStyle === 'curly' ? curlsOnTop(half, hair) : '',
  ].join('');
}

function curlsOnTop(half: number, color: string): string {
  return Array.from({ length: 9 }, (_, i) => {
    const part = i / 8 - 0.5;
    return ellipse(part * half * 1.7, HAIRLINE - 14 + 46 * part * part, 14, 13, { fill: color });
  }).join('');
}
