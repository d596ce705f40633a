import { FACE_OVAL } from './mesh.ts';
import type { AnalysisResult } from './schema.ts';

/** The lengths worth a line of their own; the others would cover the face. */
const DRAWN = ['pupillary_distance', 'face_width', 'jaw_width', 'face_height', 'nose_width'] as const;

const LINE = '#00e0c6';
const LABEL = '#ffffff';

/**
 * Draws what was measured over the photo: the points of the mesh, the outline, the line between the pupils and the
 * main sizes with their values.
 *
 * @param image the photo as it was analyzed.
 * @param landmarks from `?include=landmarks`; without them the points are left out.
 * @returns a PNG of the upright photo, without its metadata.
 */
export async function drawOverlay(
  image: Uint8Array,
  analysis: Pick<AnalysisResult, 'overlay' | 'measurements' | 'frame_size' | 'face_shape'>,
  landmarks: readonly (readonly [number, number, number])[] = [],
): Promise<Buffer> {
  // Loaded here, as the server's own thread has no other use for it.
  const { default: sharp } = await import('sharp');
  const drawing = Buffer.from(overlaySvg(analysis, landmarks));
  return sharp(image)
    .autoOrient()
    .composite([{ input: drawing, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

function overlaySvg(
  { overlay, measurements, frame_size, face_shape }: Parameters<typeof drawOverlay>[1],
  landmarks: readonly (readonly [number, number, number])[],
): string {
  const { image_width: width, image_height: height, outline, lines, pupils } = overlay;
  const xs = outline.map(([x]) => x);
  const unit = Math.max(1, (Math.max(...xs) - Math.min(...xs)) / 180);
  const points = landmarks.map(([x, y]) => `M${x} ${y}h0`).join('');
  const [from, to] = [pupils.image_left, pupils.image_right];
  const { lens_width, bridge, temple, total_width } = frame_size;
  const range = ({ low, high }: { low: number; high: number }) => `${low}–${high}`;
  const size = `${range(lens_width)} □ ${range(bridge)} – ${range(temple)} mm, front ${range(total_width)} mm`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif">`,
    `<path d="${points}" stroke="${LINE}" stroke-opacity="0.75" stroke-width="${1.6 * unit}" stroke-linecap="round"/>`,
    `<polygon points="${(landmarks.length > 0 ? FACE_OVAL.map((i) => landmarks[i]?.slice(0, 2)) : outline).join(' ')}" ` +
      `fill="none" stroke="${LINE}" stroke-width="${unit}"/>`,
    ...DRAWN.map((name) => {
      const line = lines[name];
      if (line === undefined) return '';
      return labelled(line, `${measurements[name].value} mm`, unit, name === 'pupillary_distance' ? 1.5 : 1);
    }),
    ...[from, to].map(
      ([x, y]) => `<circle cx="${x}" cy="${y}" r="${2.2 * unit}" fill="${LINE}" stroke="#000"/>`,
    ),
    text(width / 2, height - 5 * unit, `${face_shape.label} · ${size}`, unit),
    '</svg>',
  ].join('');
}

function labelled(
  [a, b]: AnalysisResult['overlay']['lines'][string],
  label: string,
  unit: number,
  weight: number,
) {
  const upright = Math.abs(b[1] - a[1]) > Math.abs(b[0] - a[0]);
  const x = (a[0] + b[0]) / 2 + (upright ? 16 * unit : 0);
  const y = (a[1] + b[1]) / 2 + (upright ? -30 : -3) * unit;
  return (
    `<line x1="${a[0]}" y1="${a[1]}" x2="${b[0]}" y2="${b[1]}" stroke="${LINE}" stroke-width="${weight * unit}"/>` +
    text(x, y, label, unit)
  );
}

function text(x: number, y: number, words: string, unit: number): string {
  return (
    `<text x="${x}" y="${y}" font-size="${8 * unit}" text-anchor="middle" fill="${LABEL}" stroke="#000" ` +
    `stroke-width="${1.6 * unit}" stroke-linejoin="round" paint-order="stroke">${words}</text>`
  );
}
