/** An image as rows of RGB bytes. */
export interface Raster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A turned square in a photo: centre and side in pixels, `angle` clockwise in radians. */
export interface Square {
  readonly cx: number;
  readonly cy: number;
  readonly side: number;
  readonly angle: number;
  /** Read from right to left. */
  readonly mirrored?: boolean;
}

export interface Sampling {
  /** Side of the result, pixels. */
  size: number;
  /** The values of a black and a white pixel in the result. */
  black: number;
  white: number;
  /** What lies outside the photo: black, or the nearest pixel of the photo. */
  outside: 'black' | 'nearest';
  /** How many pixels, across and down, at most make one of the result where the photo is finer than that. */
  taps: number;
}

/** From this many photo pixels to a pixel of the result on, means of several are cleaner than interpolation. */
const INTERPOLATE_BELOW = 1.5;

/** Fills `out` from `offset` with a square of the photo as size x size RGB. */
export function crop(photo: Raster, square: Square, sampling: Sampling, out: Float32Array, offset = 0): void {
  const step = square.side / sampling.size;
  if (step < INTERPOLATE_BELOW) interpolate(photo, square, sampling, out, offset);
  else averageTaps(photo, square, sampling, Math.min(sampling.taps, Math.ceil(step / 2)), out, offset);
}

/** Where the middle of the first pixel of the result lies in the photo, and the way to the next column and row. */
function walk({ cx, cy, side, angle, mirrored }: Square, size: number) {
  const step = side / size;
  const [dx, dy] = [Math.cos(angle) * step, Math.sin(angle) * step];
  const columnX = mirrored ? -dx : dx;
  const columnY = mirrored ? -dy : dy;
  const half = (size - 1) / 2;
  return {
    columnX,
    columnY,
    rowX: -dy,
    rowY: dx,
    startX: cx + half * (dy - columnX),
    startY: cy - half * (dx + columnY),
  };
}

// The two loops below run over 140,000 pixels for each photo; they are written for the compiler, in plain steps.

function interpolate(
  photo: Raster,
  square: Square,
  sampling: Sampling,
  out: Float32Array,
  offset: number,
): void {
  const { data, width, height } = photo;
  const { size, black, white, outside } = sampling;
  const { columnX, columnY, rowX, rowY, startX, startY } = walk(square, size);
  const gain = (white - black) / 255;
  const stride = 3 * width;
  const maxX = width - 1.001;
  const maxY = height - 1.001;
  const cut = outside === 'black';
  let at = offset;
  for (let row = 0; row < size; row++) {
    let x = startX + row * rowX - 0.5;
    let y = startY + row * rowY - 0.5;
    for (let column = 0; column < size; column++, x += columnX, y += columnY, at += 3) {
      if (cut && (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5)) {
        out[at] = black;
        out[at + 1] = black;
        out[at + 2] = black;
        continue;
      }
      const u = x < 0 ? 0 : Math.min(x, maxX);
      const v = y < 0 ? 0 : Math.min(y, maxY);
      const left = u | 0;
      const top = v | 0;
      const fx = u - left;
      const fy = (v - top) * gain;
      const gy = gain - fy;
      const nw = (1 - fx) * gy;
      const ne = fx * gy;
      const sw = (1 - fx) * fy;
      const se = fx * fy;
      const a = top * stride + left * 3;
      const b = a + stride;
      out[at] = black + nw * data[a]! + ne * data[a + 3]! + sw * data[b]! + se * data[b + 3]!;
      out[at + 1] = black + nw * data[a + 1]! + ne * data[a + 4]! + sw * data[b + 1]! + se * data[b + 4]!;
      out[at + 2] = black + nw * data[a + 2]! + ne * data[a + 5]! + sw * data[b + 2]! + se * data[b + 5]!;
    }
  }
}

/** Each pixel is the mean of taps x taps pixels of the photo, spread evenly over what it covers. */
function averageTaps(
  photo: Raster,
  square: Square,
  sampling: Sampling,
  taps: number,
  out: Float32Array,
  offset: number,
): void {
  const { data, width, height } = photo;
  const { size, black, white, outside } = sampling;
  const { columnX, columnY, rowX, rowY, startX, startY } = walk(square, size);
  const gain = (white - black) / 255 / (taps * taps);
  const [tapX, tapY, lineX, lineY] = [columnX / taps, columnY / taps, rowX / taps, rowY / taps];
  const back = (taps - 1) / 2;
  const [toFirstX, toFirstY] = [-back * (tapX + lineX), -back * (tapY + lineY)];
  const cut = outside === 'black';
  let at = offset;
  for (let row = 0; row < size; row++) {
    let x = startX + row * rowX;
    let y = startY + row * rowY;
    for (let column = 0; column < size; column++, x += columnX, y += columnY, at += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      if (!cut || (x >= 0 && y >= 0 && x <= width && y <= height)) {
        let lineStartX = x + toFirstX;
        let lineStartY = y + toFirstY;
        for (let line = 0; line < taps; line++, lineStartX += lineX, lineStartY += lineY) {
          let u = lineStartX;
          let v = lineStartY;
          for (let tap = 0; tap < taps; tap++, u += tapX, v += tapY) {
            const i = u < 0 ? 0 : u >= width ? width - 1 : u | 0;
            const j = v < 0 ? 0 : v >= height ? height - 1 : v | 0;
            const from = 3 * (j * width + i);
            red += data[from]!;
            green += data[from + 1]!;
            blue += data[from + 2]!;
          }
        }
      }
      out[at] = black + gain * red;
      out[at + 1] = black + gain * green;
      out[at + 2] = black + gain * blue;
    }
  }
}

/** Where a point of the result (pixels of `size`) lies in the photo. */
export function toPhoto(square: Square, size: number, x: number, y: number): [number, number] {
  const scale = square.side / size;
  const u = (square.mirrored ? size / 2 - x : x - size / 2) * scale;
  const v = (y - size / 2) * scale;
  const cos = Math.cos(square.angle);
  const sin = Math.sin(square.angle);
  return [square.cx + u * cos - v * sin, square.cy + u * sin + v * cos];
}
