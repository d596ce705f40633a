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

/** A photo and its halvings, each made when first asked for. */
export class Pyramid {
  private readonly levels: Raster[];

  constructor(photo: Raster) {
    this.levels = [photo];
  }

  /** The photo halved `level` times, or fewer when it would vanish. */
  level(level: number): { raster: Raster; level: number } {
    let last = this.levels.length - 1;
    while (last < level) {
      const from = this.levels[last] as Raster;
      if (Math.min(from.width, from.height) < 4) break;
      this.levels.push(halve(from));
      last += 1;
    }
    const at = Math.min(level, last);
    return { raster: this.levels[at] as Raster, level: at };
  }
}

function halve({ data, width, height }: Raster): Raster {
  const w = width >> 1;
  const h = height >> 1;
  const out = new Uint8Array(w * h * 3);
  const stride = width * 3;
  let to = 0;
  for (let y = 0; y < h; y++) {
    let at = 2 * y * stride;
    for (let x = 0; x < w; x++, at += 6) {
      const below = at + stride;
      out[to++] =
        ((data[at] as number) +
          (data[at + 3] as number) +
          (data[below] as number) +
          (data[below + 3] as number) +
          2) >>
        2;
      out[to++] =
        ((data[at + 1] as number) +
          (data[at + 4] as number) +
          (data[below + 1] as number) +
          (data[below + 4] as number) +
          2) >>
        2;
      out[to++] =
        ((data[at + 2] as number) +
          (data[at + 5] as number) +
          (data[below + 2] as number) +
          (data[below + 5] as number) +
          2) >>
        2;
    }
  }
  return { data: out, width: w, height: h };
}

export interface Sampling {
  /** Side of the result, pixels. */
  size: number;
  /** The values of a black and a white pixel in the result. */
  black: number;
  white: number;
  /** What lies outside the photo: black, or the nearest pixel of the photo. */
  outside: 'black' | 'nearest';
}

/**
 * Fills `out` from `offset` with a square of the photo as size x size RGB, bilinearly, from the halving whose
 * pixels are nearest in size to those of the result.
 */
export function crop(
  photo: Pyramid,
  square: Square,
  sampling: Sampling,
  out: Float32Array,
  offset = 0,
): void {
  const { size, black, white, outside } = sampling;
  const wanted = Math.max(0, Math.round(Math.log2(square.side / size)));
  const { raster, level } = photo.level(wanted);
  const { data, width, height } = raster;
  const shrink = 2 ** -level;
  const step = (square.side * shrink) / size;
  const dx = Math.cos(square.angle) * step;
  const dy = Math.sin(square.angle) * step;
  const across = square.mirrored ? -1 : 1;
  const half = (size - 1) / 2;
  const gain = (white - black) / 255;
  const stride = width * 3;
  const stepX = across * dx;
  const stepY = across * dy;
  let at = offset;
  for (let row = 0; row < size; row++) {
    const down = row - half;
    let x = square.cx * shrink - 0.5 - down * dy - half * stepX;
    let y = square.cy * shrink - 0.5 + down * dx - half * stepY;
    for (let column = 0; column < size; column++, x += stepX, y += stepY) {
      if (outside === 'black' && (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5)) {
        out[at++] = black;
        out[at++] = black;
        out[at++] = black;
        continue;
      }
      const u = x < 0 ? 0 : Math.min(x, width - 1);
      const v = y < 0 ? 0 : Math.min(y, height - 1);
      const left = u | 0;
      const top = v | 0;
      const right = u - left;
      const bottom = v - top;
      const a = top * stride + left * 3;
      const b = left + 1 < width ? a + 3 : a;
      const c = top + 1 < height ? stride : 0;
      const nw = (1 - right) * (1 - bottom) * gain;
      const ne = right * (1 - bottom) * gain;
      const sw = (1 - right) * bottom * gain;
      const se = right * bottom * gain;
      for (let channel = 0; channel < 3; channel++) {
        out[at++] =
          black +
          nw * (data[a + channel] as number) +
          ne * (data[b + channel] as number) +
          sw * (data[a + c + channel] as number) +
          se * (data[b + c + channel] as number);
      }
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
