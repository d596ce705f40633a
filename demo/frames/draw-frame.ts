import type { ProductInput } from '../../server/catalog/index.ts';
import { type Finish, finishOf } from './finishes.ts';
import {
  type FrameNumbers,
  frameNumbers,
  frontEdge,
  hingeHeight,
  rightLens,
  rimEdge,
} from './frame-geometry.ts';
import { mirror, type Point, smoothPath } from './frame-shape.ts';
import { paints } from './paints.ts';

/** The picture shows 168 by 84 mm, whatever the frame: side by side, larger frames look larger. */
const VIEW = { left: -84, top: -41, width: 168, height: 84 };

/** What a front is drawn from. */
interface Drawing {
  frame: FrameNumbers;
  finish: Finish;
  id: string;
  lens: Point[];
}

/**
 * Draws a product from the front, true to its millimetres, as a self-contained SVG document.
 * @param color the name of the colour to draw it in; the product's own if left out.
 */
export function drawFrame(
  product: Pick<ProductInput, 'product_id' | 'title' | 'eyewear'>,
  color = product.eyewear.color,
): string {
  const frame = frameNumbers(product);
  const finish = finishOf(color);
  const id = `${product.product_id}-${color ?? ''}-`.replace(/[^A-Za-z0-9]+/g, '-');
  const drawing: Drawing = { frame, finish, id, lens: rightLens(frame) };
  const half = frame.lensHeight / 2;
  const label = escapeXml(color === null ? product.title : `${product.title}, ${color}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${VIEW.left} ${VIEW.top} ${VIEW.width} ${VIEW.height}" role="img" aria-label="${label}">`,
    `<defs>${paints(id, finish, -half - 5, half + 4)}<path id="${id}o" d="${bothLenses(drawing)}"/></defs>`,
    `<ellipse cx="0" cy="${half + 9}" rx="${frame.totalWidth * 0.47}" ry="3.4" fill="url(#${id}g)"/>`,
    temples(drawing),
    lenses(drawing),
    frame.rim === 'rimless' ? rimless(drawing) : frame.build === 'metal' ? wire(drawing) : acetate(drawing),
    '</svg>',
  ].join('');
}

function bothLenses({ lens }: Drawing): string {
  return `${smoothPath(lens)}${smoothPath(mirror(lens))}`;
}

/** Something drawn once and painted again. */
const again = (id: string, attributes: string) => `<use href="#${id}" ${attributes}/>`;

/** The temples run back from the hinges; from the front they are seen end-on, behind the lenses. */
function temples({ frame, finish, id }: Drawing): string {
  const edge = frame.totalWidth / 2;
  const y = hingeHeight(frame);
  const thick = frame.build === 'metal' ? 0.9 : 2.1;
  const back = edge - 7 - frame.temple / 30;
  const right: Point[] = [
    [edge - 1.3, y - thick],
    [edge - 4, y - thick * 0.8 + 0.3],
    [back + 1.4, y - thick * 0.5 + 2],
    [back - 0.4, y + 7],
    [back - 1.4, y + 16],
    [back - 0.2, y + 16.4],
    [back + 1.2, y + 8],
    [back + 2.6, y + 3.2 + thick * 0.3],
    [edge - 3.4, y + thick * 0.8 + 1],
    [edge - 1.3, y + thick],
  ];
  const path = `${smoothPath(right)}${smoothPath(mirror(right))}`;
  const opacity = finish.kind === 'crystal' ? 0.45 : 0.62;
  return `<g opacity="${opacity}"><path d="${path}" fill="${finish.kind === 'tortoise' ? `url(#${id}f)` : finish.base}"/></g>`;
}

/** Both lenses: a breath of tint, and a window reflected in each. */
function lenses({ frame, id }: Drawing): string {
  const centre = (frame.lensWidth + frame.bridge) / 2;
  const [w, h] = [frame.lensWidth, frame.lensHeight];
  const band = (cx: number, from: number, to: number) =>
    `M${r(cx + w * from)},${r(-h * 0.6)}h${r(w * (to - from))}l${r(-w * 0.34)},${r(h * 1.2)}h${r(-w * (to - from))}Z`;
  const glare = (cx: number) => band(cx, -0.06, 0.16) + band(cx, 0.22, 0.29);
  return [
    `<clipPath id="${id}c">${again(`${id}o`, '')}</clipPath>`,
    again(`${id}o`, `fill="url(#${id}l)"`),
    `<g clip-path="url(#${id}c)"><path d="${glare(centre)}${glare(-centre)}" fill="url(#${id}s)" opacity="0.55"/></g>`,
  ].join('');
}

/** A front cut from one plate: bevelled, with the lens groove's shadow and a rivet at each hinge. */
function acetate(drawing: Drawing): string {
  const { frame, finish, id, lens } = drawing;
  const thin = frame.rim === 'semi';
  const bold = frame.shape === 'browline' ? 1.2 : 1;
  const rim = rimEdge(frame, lens, { top: 4.3 * bold, side: 4, bottom: thin ? 0.3 : 3 });
  const outer = smoothPath(frontEdge(frame, rim));
  const y = hingeHeight(frame);
  const x = frame.totalWidth / 2 - 4.1;
  const dark = finish.kind === 'crystal' ? 0.2 : 0.34;
  const upper = frame.shape === 'browline' || thin;
  return [
    upper ? lowerWire(drawing) : '',
    upper ? browClip(frame, id) : '',
    `<defs><path id="${id}p" fill-rule="evenodd" d="${outer}${bothLenses(drawing)}"/></defs>`,
    `<g${upper ? ` clip-path="url(#${id}b)"` : ''}>`,
    again(`${id}p`, `fill="url(#${id}f)"`),
    again(`${id}p`, `fill="url(#${id}v)" opacity="${finish.kind === 'crystal' ? 0.5 : 0.8}"`),
    again(`${id}p`, `fill="none" stroke="#000" stroke-opacity="${dark}" stroke-width="0.4"`),
    `<path d="${smoothPath(topLight(rim), false)}${smoothPath(mirror(topLight(rim)), false)}" fill="none" stroke="#fff" stroke-opacity="0.38" stroke-width="0.6" stroke-linecap="round"/>`,
    rivets(x, y),
    '</g>',
    frame.bridgeType === 'pads' || frame.shape === 'browline' ? nosePads(drawing) : '',
  ].join('');
}

/** The part of the rim's upper edge that catches the light, moved a little inwards. */
function topLight(rim: readonly Point[]): Point[] {
  const from = Math.round(rim.length * 0.64);
  const to = Math.round(rim.length * 0.86);
  return rim.slice(from, to).map(([x, y]) => [x, y + 1.1]);
}

/** A brow bar ends above the middle of the lens and runs out upwards to the temples. */
function browClip(frame: FrameNumbers, id: string): string {
  const h = frame.lensHeight;
  const [nose, temple] = frame.rim === 'semi' ? [0.02 * h, -0.1 * h] : [0, -0.2 * h];
  const inner = r(frame.bridge / 2 + frame.lensWidth * 0.2);
  const outer = r(frame.totalWidth / 2 + 1);
  const line = [-outer, -inner, inner, outer]
    .map((x, i) => `L${x},${r(i % 3 === 0 ? temple : nose)}`)
    .join('');
  return `<clipPath id="${id}b"><path d="M${outer},${VIEW.top}H${-outer}${line}Z"/></clipPath>`;
}

/** What holds a lens from below where the front ends half way: a wire, or a thread one hardly sees. */
function lowerWire({ frame, finish, id }: Drawing): string {
  if (frame.rim === 'semi') {
    return again(`${id}o`, 'fill="none" stroke="#6f7a84" stroke-opacity="0.55" stroke-width="0.45"');
  }
  const metal = finish.kind === 'metal' ? finish.base : '#b39a63';
  const wire = again(`${id}o`, `fill="none" stroke="${metal}" stroke-width="1.3"`);
  return wire + again(`${id}o`, 'fill="none" stroke="#fff" stroke-opacity="0.5" stroke-width="0.35"');
}

const rivets = (x: number, y: number) =>
  [-1, 1]
    .map(
      (side) =>
        `<circle cx="${r(side * x)}" cy="${r(y)}" r="0.75" fill="#c9ccd0"/><circle cx="${r(side * x - 0.2)}" cy="${r(y - 0.2)}" r="0.28" fill="#fff"/>`,
    )
    .join('');

/** A front bent from wire: rims, bridge and end pieces as bright lines. */
function wire(drawing: Drawing): string {
  const { frame, lens } = drawing;
  const both = (points: readonly Point[]) =>
    `${smoothPath(points, false)}${smoothPath(mirror(points), false)}`;
  const isHalf = frame.rim === 'semi';
  const rims = isHalf ? both(upperEdge(lens, frame.lensHeight * 0.04)) : bothLenses(drawing);
  return [
    nosePads(drawing),
    isHalf ? lowerWire(drawing) : '',
    shining(drawing, rims, isHalf ? 2.1 : 1.55),
    metalBridge(drawing),
    endPieces(drawing),
  ].join('');
}

/** The part of a lens's edge above a height, as one open line from the nose over the top. */
function upperEdge(lens: readonly Point[], below: number): Point[] {
  const isAbove = (i: number) => (lens[i % lens.length] as Point)[1] < below;
  const first = lens.findIndex((_, i) => isAbove(i) && !isAbove(i + lens.length - 1));
  const line: Point[] = [];
  for (let i = first; isAbove(i) && line.length < lens.length; i += 1)
    line.push(lens[i % lens.length] as Point);
  return line;
}

/** Lenses held by a screw at each end. */
function rimless(drawing: Drawing): string {
  const { frame, id } = drawing;
  const y = hingeHeight(frame);
  const outer = (frame.lensWidth * 2 + frame.bridge) / 2 - 2.6;
  const inner = frame.bridge / 2 + 2.6;
  const screw = (x: number) =>
    `<circle cx="${r(x)}" cy="${r(y)}" r="0.95" fill="${drawing.finish.base}"/><circle cx="${r(x)}" cy="${r(y)}" r="0.4" fill="#fff" fill-opacity="0.8"/>`;
  return [
    again(`${id}o`, 'fill="none" stroke="#5d6a74" stroke-opacity="0.6" stroke-width="0.55"'),
    again(`${id}o`, 'fill="none" stroke="#fff" stroke-opacity="0.6" stroke-width="0.22"'),
    nosePads(drawing),
    metalBridge(drawing),
    endPieces(drawing),
    [inner, -inner, outer, -outer].map(screw).join(''),
  ].join('');
}

function metalBridge(drawing: Drawing): string {
  const { frame } = drawing;
  const x = frame.bridge / 2 + (frame.rim === 'rimless' ? 2.6 : 0.9);
  const y = frame.rim === 'rimless' ? hingeHeight(frame) : -frame.lensHeight * 0.17;
  const arch = `M${r(-x)},${r(y)}C${r(-x * 0.5)},${r(y - 3.4)} ${r(x * 0.5)},${r(y - 3.4)} ${r(x)},${r(y)}`;
  const doubled = frame.rim === 'full' && (frame.shape === 'aviator' || frame.shape === 'navigator');
  const barY = -frame.lensHeight * 0.45;
  const barX = frame.bridge / 2 + frame.lensWidth * 0.16;
  const bar = `M${r(-barX)},${r(barY)}C${r(-barX * 0.4)},${r(barY - 1.2)} ${r(barX * 0.4)},${r(barY - 1.2)} ${r(barX)},${r(barY)}`;
  return shining(drawing, arch, 1.7) + (doubled ? shining(drawing, bar, 1.5) : '');
}

function endPieces(drawing: Drawing): string {
  const { frame, lens } = drawing;
  const y = hingeHeight(frame);
  const edge = frame.totalWidth / 2;
  const start =
    frame.rim === 'rimless'
      ? (frame.lensWidth * 2 + frame.bridge) / 2 - 2.6
      : Math.max(...lens.filter((p) => Math.abs(p[1] - y) < 2.4).map(([x]) => x));
  const piece = (side: 1 | -1) =>
    `M${r(side * start)},${r(y)}C${r(side * (start + 1.5))},${r(y - 0.4)} ${r(side * (edge - 2.5))},${r(y - 0.7)} ${r(side * (edge - 0.9))},${r(y + 0.3)}`;
  return shining(drawing, piece(1) + piece(-1), 1.8);
}

/** Pads of clear silicone on their arms. */
function nosePads({ frame, finish }: Drawing): string {
  const x = frame.bridge / 2;
  const y = frame.lensHeight * 0.08;
  const arm = finish.kind === 'metal' ? finish.base : '#a7adb4';
  return [-1, 1]
    .map((side) => {
      const px = side * (x - 2.1);
      return [
        `<path d="M${r(side * (x + 0.6))},${r(y - 3.4)}C${r(side * (x - 1))},${r(y - 5)} ${r(side * (x - 2.6))},${r(y - 3.4)} ${r(px)},${r(y)}" fill="none" stroke="${arm}" stroke-width="0.6"/>`,
        `<ellipse cx="${r(px)}" cy="${r(y + 0.6)}" rx="1.5" ry="3.5" transform="rotate(${side * -16} ${r(px)} ${r(y)})" fill="#f4f7f8" fill-opacity="0.78" stroke="#8d969d" stroke-opacity="0.55" stroke-width="0.3"/>`,
      ].join('');
    })
    .join('');
}

/** A line of metal: its edge in shadow, its colour, and the light along it. */
function shining({ finish, id }: Drawing, path: string, width: number): string {
  const line = (stroke: string, strokeWidth: number, extra = '') =>
    `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${r(strokeWidth)}" stroke-linecap="round" stroke-linejoin="round"${extra}/>`;
  return (
    line('#000', width + 0.3, ' stroke-opacity="0.35"') +
    line(finish.kind === 'metal' ? `url(#${id}f)` : finish.base, width) +
    line('#fff', width * 0.24, ' stroke-opacity="0.5"')
  );
}

const r = (value: number) => Math.round(value * 100) / 100;
const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
