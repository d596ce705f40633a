import { useLayoutEffect, useRef } from 'preact/hooks';
import type { AnalysisResult } from '../../server/face/index.ts';
import { boundsOf, type Crop, type Line, labelPoint, perpendicular } from '../runtime/overlay.ts';
import type { ShownPhoto } from '../runtime/state.ts';
import { mmText, type Ui } from './ui.ts';

interface Props {
  ui: Ui;
  photo: ShownPhoto;
  analysis: AnalysisResult | null;
}

const WIDEST_CANVAS = 960;

/** The shopper's photo with the lines their widths were taken along, for the eye only: the words are beside it. A canvas, so no page's CSP forbids it. */
export function FaceDrawing({ ui, photo, analysis }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { bitmap } = photo;
  const whole = { x: 0, y: 0, width: bitmap.width, height: bitmap.height };
  const crop = analysis === null ? whole : boundsOf(analysis.overlay.outline, whole);
  const ratio = crop.width / crop.height;
  const scale = Math.min(1, WIDEST_CANVAS / crop.width);

  // At once, not after the paint: by then the next photo may have replaced and closed this one.
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const { width, height } = context.canvas;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, crop.x, crop.y, crop.width, crop.height, 0, 0, width, height);
  }, [bitmap, crop.x, crop.y, crop.width, crop.height]);

  return (
    <div
      class="face"
      part="photo"
      aria-hidden="true"
      style={{ aspectRatio: String(ratio), inlineSize: `min(100%, calc(${ratio} * var(--tall)))` }}
    >
      <canvas ref={canvas} width={Math.round(crop.width * scale)} height={Math.round(crop.height * scale)} />
      {analysis !== null && <Lines ui={ui} analysis={analysis} crop={crop} />}
    </div>
  );
}

function Lines({ ui, analysis, crop }: { ui: Ui; analysis: AnalysisResult; crop: Crop }) {
  const { overlay, measurements } = analysis;
  const unit = crop.width / 100;
  const { image_left: left, image_right: right } = overlay.pupils;
  const width = overlay.lines.face_width;
  return (
    <svg
      class="lines"
      viewBox={`${crop.x} ${crop.y} ${crop.width} ${crop.height}`}
      aria-hidden="true"
      font-size={unit * 4.4}
    >
      <polygon class="outline" points={overlay.outline.join(' ')} />
      {width !== undefined && (
        <Dimension line={width} offset={0} unit={unit} text={mmText(ui, measurements.face_width.value)} />
      )}
      <Dimension
        line={[left, right]}
        offset={-unit * 13}
        unit={unit}
        text={mmText(ui, measurements.far_pupillary_distance.value, 1)}
      />
      {[left, right].map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r={unit * 0.9} />
      ))}
    </svg>
  );
}

/** A dimension line as in a technical drawing: extension lines, oblique ticks, the number over the line. */
function Dimension(props: { line: Line; offset: number; unit: number; text: string }) {
  const { line, offset, unit, text } = props;
  const [dx, dy] = perpendicular(line, offset);
  const ends = line.map(([x, y]) => [x + dx, y + dy] as const);
  const [label, turn] = labelPoint(line, offset - unit * 1.6);
  const tick = unit * 1.5;
  return (
    <g class="dim">
      {offset !== 0 &&
        line.map(([x, y], i) => (
          <path key={i === 0 ? 'a' : 'b'} class="thin" d={`M${x} ${y}l${dx * 1.12} ${dy * 1.12}`} />
        ))}
      <path d={`M${ends.map((end) => end.join(' ')).join('L')}`} />
      {ends.map(([x, y]) => (
        <path key={x} d={`M${x - tick} ${y + tick}l${tick * 2} ${-tick * 2}`} />
      ))}
      <text x={label[0]} y={label[1]} transform={`rotate(${turn} ${label[0]} ${label[1]})`}>
        {text}
      </text>
    </g>
  );
}
