import { type FaceParams, IRIS_MM } from './face-params.ts';
import { closedCurve, ellipse, n, openCurve, path, type Spot, shade } from './paths.ts';

/** Both eyes: white, iris with its dark rim, pupil, catch light, lids and lashes. */
export function eyes(face: FaceParams): string {
  return [-1, 1].map((side) => eye(face, side)).join('');
}

/** One eye about its middle; `side` is -1 at the picture's left before any mirroring. */
function eye({ pd, skin, irisColor, gaze, smile, hair }: FaceParams, side: number): string {
  const squint = 1 - 0.1 * smile;
  const outer = 15.5 * side;
  const inner = -14 * side;
  const upper: Spot[] = [
    [inner, 1.6],
    [inner * 0.5, -4.1],
    [side, -5.6 * squint],
    [outer * 0.62, -4.3],
    [outer, -0.8],
  ];
  const lower: Spot[] = [
    [outer * 0.6, 3.9 * squint],
    [0, 5.2 * squint],
    [inner * 0.55, 4.3 * squint],
  ];
  const opening = closedCurve([...upper, ...lower]);
  const id = side < 0 ? 'eye-a' : 'eye-b';
  const r = IRIS_MM / 2;
  const line = (points: readonly Spot[], color: string, width: number, opacity = 1) =>
    path(openCurve(points), {
      fill: 'none',
      stroke: color,
      'stroke-width': width,
      opacity,
      'stroke-linecap': 'round',
    });
  const spokes = Array.from({ length: 18 }, (_, i) => {
    const angle = (i / 18) * 2 * Math.PI;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return `M${n(2.2 * cos)},${n(2.2 * sin)}L${n(4.6 * cos)},${n(4.6 * sin)}`;
  }).join('');
  return [
    `<g transform="translate(${n((side * pd) / 2)} 0)">`,
    ellipse(-side * 2, -1, 24, 15, { fill: 'url(#shadow)', opacity: 0.55 }),
    `<clipPath id="${id}"><path d="${opening}"/></clipPath>`,
    path(opening, { fill: '#f4f0ec' }),
    `<g clip-path="url(#${id})">`,
    ellipse(0, -7, 17, 5.5, { fill: '#8f8078', opacity: 0.35 }),
    `<g transform="translate(${n(gaze.x)} ${n(gaze.y)})">`,
    ellipse(0, 0, r, r, { fill: shade(irisColor, -0.55) }),
    ellipse(0, 0, r - 0.8, r - 0.8, { fill: irisColor }),
    path(spokes, { stroke: shade(irisColor, 0.3), 'stroke-width': 0.45, opacity: 0.7 }),
    ellipse(0, 0, 2.1, 2.1, { fill: '#0d0a09' }),
    ellipse(-1.6, -1.9, 1.1, 1.1, { fill: '#ffffff', opacity: 0.95 }),
    '</g></g>',
    line(upper, shade(hair, -0.55), 1.5),
    line(
      [
        [inner * 0.9, -3.4],
        [inner * 0.4, -8.1],
        [side * 2, -9.4],
        [outer * 0.95, -5],
      ],
      shade(skin, -0.45),
      1,
      0.75,
    ),
    line([[outer, -0.8], ...lower, [inner, 1.6]], shade(skin, -0.42), 0.7, 0.8),
    ellipse(inner * 0.93, 1.6, 1.5, 1.1, { fill: '#d59a90' }),
    '</g>',
  ].join('');
}

export function brows({ pd, hair, hairStyle, browThickness, skin, smile }: FaceParams): string {
  const color = hairStyle === 'bald' ? shade(skin, -0.6) : shade(hair, -0.1);
  const lift = -1.5 * smile;
  return [-1, 1]
    .map((side) => {
      const x = (offset: number) => side * (pd / 2 + offset);
      const thick = 2.6 * browThickness;
      const top: Spot[] = [
        [x(-18), -15 + lift],
        [x(-4), -19.5 + lift],
        [x(10), -20 + lift],
        [x(23), -13 + lift],
      ];
      const bottom: Spot[] = [
        [x(10), -20 + thick + lift],
        [x(-4), -18.8 + thick * 1.25 + lift],
        [x(-18), -13.5 + thick + lift],
      ];
      return path(closedCurve([...top, ...bottom]), { fill: color, opacity: 0.92 });
    })
    .join('');
}

export function nose({ noseWidth, skin }: FaceParams): string {
  const half = noseWidth / 2;
  const dark = shade(skin, -0.42);
  return [
    ellipse(0, 16, 7, 34, { fill: 'url(#light)', opacity: 0.75 }),
    ...[-1, 1].flatMap((side) => [
      ellipse(side * 11, 12, 6.5, 26, { fill: 'url(#shadow)', opacity: 0.5 }),
      ellipse(side * (half - 7), 43, 8.5, 8, { fill: 'url(#shadow)', opacity: 0.35 }),
      path(
        openCurve([
          [side * (half - 4), 37],
          [side * half, 43],
          [side * (half - 3.5), 49],
          [side * (half - 9), 48],
        ]),
        {
          fill: 'none',
          stroke: dark,
          'stroke-width': 1.5,
          'stroke-linecap': 'round',
          opacity: 0.7,
        },
      ),
      ellipse(side * (half - 10.5), 49, 4.2, 2.2, { fill: shade(skin, -0.68), opacity: 0.8 }),
    ]),
    ellipse(0, 41, 9, 8, { fill: 'url(#light)', opacity: 0.9 }),
    path(
      openCurve([
        [-6, 51],
        [0, 53],
        [6, 51],
      ]),
      { fill: 'none', stroke: dark, 'stroke-width': 1.2, opacity: 0.6 },
    ),
    ellipse(0, 56.5, 8, 4.5, { fill: 'url(#shadow)', opacity: 0.4 }),
  ].join('');
}

export function mouth({ lips, smile, skin }: FaceParams): string {
  const half = 24 + 5 * smile;
  const up = 3.2 * smile;
  const y = 73;
  const corner = y - up;
  const line: Spot[] = [
    [-half, corner],
    [-half * 0.4, y + 0.4],
    [0, y - 0.5],
    [half * 0.4, y + 0.4],
    [half, corner],
  ];
  const upper: Spot[] = [
    [half * 0.55, y - 4.6],
    [6, y - 7],
    [0, y - 5],
    [-6, y - 7],
    [-half * 0.55, y - 4.6],
  ];
  const lower: Spot[] = [
    [half * 0.55, y + 6.4 - up * 0.3],
    [0, y + 9.6],
    [-half * 0.55, y + 6.4 - up * 0.3],
  ];
  return [
    ellipse(0, y + 14, 19, 5, { fill: 'url(#shadow)', opacity: 0.65 }),
    path(closedCurve([...line, ...upper]), { fill: shade(lips, -0.14) }),
    path(closedCurve([...line, ...lower]), { fill: lips }),
    ellipse(0, y + 5.2, 10, 2.2, { fill: shade(lips, 0.45), opacity: 0.4 }),
    path(openCurve(line), {
      fill: 'none',
      stroke: shade(lips, -0.6),
      'stroke-width': 1.2,
      'stroke-linecap': 'round',
    }),
    ...[-1, 1].map((side) =>
      ellipse(side * (half + 3), corner, 3.5, 4, { fill: 'url(#shadow)', opacity: 0.45 + 0.3 * smile }),
    ),
    smile > 0.5
      ? [-1, 1]
          .map((side) =>
            path(
              openCurve([
                [side * 23, 44],
                [side * 33, 56],
                [side * (half + 8), corner - 3],
              ]),
              {
                fill: 'none',
                stroke: shade(skin, -0.4),
                'stroke-width': 1.3,
                opacity: 0.5,
              },
            ),
          )
          .join('')
      : '',
  ].join('');
}
