import type { AnalysisResult, Measurements } from '../../server/face/index.ts';
import type { PageFrame } from '../runtime/face-api.ts';
import { correct, showFrames } from '../runtime/journey.ts';
import { Ask } from './ask.tsx';
import { Erase } from './erase.tsx';
import { FaceDrawing } from './face-drawing.tsx';
import { Known } from './known.tsx';
import { mmText, type ScreenProps, type Ui } from './ui.ts';

type Name = keyof Measurements;
const MAIN: readonly Name[] = ['far_pupillary_distance', 'face_width', 'bridge_width'];
const REST: readonly Name[] = [
  'pupillary_distance',
  'left_pupillary_distance',
  'right_pupillary_distance',
  'temple_width',
  'forehead_width',
  'cheekbone_width',
  'jaw_width',
  'face_height',
  'nose_width',
  'eye_width',
];

/** The measured face: which frames to look for, the millimetres and how sure they are, the shape, and corrections. */
export function Result({ ui, state }: ScreenProps) {
  const { t, visit } = ui;
  const { analysis, photo } = state;
  if (analysis === null || photo === null) return null;
  const again = () => visit.dispatch({ type: 'went', to: 'photo' });
  return (
    <>
      <div class="split">
        <div class="picture">
          <figure>
            <FaceDrawing ui={ui} photo={photo} analysis={analysis} />
            <figcaption class="small">{t('result_photo')}</figcaption>
          </figure>
        </div>
        <div class="column">
          <h2 tabIndex={-1}>{t('result_title')}</h2>
          <FrameSizeCard ui={ui} size={analysis.frame_size} />
          {state.pageFrame !== null && (
            <ThisFrame ui={ui} frame={state.pageFrame} range={analysis.frame_size.total_width} />
          )}
          <Values ui={ui} measurements={analysis.measurements} />
          <Shape ui={ui} shape={analysis.face_shape} />
          {analysis.quality.issues.length > 0 && <Quality ui={ui} quality={analysis.quality} again={again} />}
          <Known ui={ui} known={state.known} onApply={(known) => void correct(visit, known)} />
          <div class="row">
            <button type="button" class="plain" onClick={again}>
              {t('result_again')}
            </button>
            <Ask ui={ui} />
            <Erase ui={ui} state={state} />
          </div>
        </div>
      </div>
      <div class="foot">
        <button type="button" class="primary" part="primary" onClick={() => void showFrames(visit)}>
          {t('result_frames')}
        </button>
      </div>
    </>
  );
}

function FrameSizeCard({ ui, size }: { ui: Ui; size: AnalysisResult['frame_size'] }) {
  const { t } = ui;
  const range = ({ low, high }: { low: number; high: number }) => {
    const [a, b] = [mmText(ui, low), mmText(ui, high)];
    return a === b ? a : `${a}–${b}`;
  };
  return (
    <section class="card size">
      <h3>{t('result_frame')}</h3>
      <p class="numbers" dir="ltr">
        <span>{range(size.lens_width)}</span>
        <i>□</i>
        <span>{range(size.bridge)}</span>
        <i>–</i>
        <span>{range(size.temple)}</span>
      </p>
      <p class="small">{t('result_frame_how')}</p>
      <p>
        <b class="tag">{t(`size_${size.label}`)}</b>{' '}
        {t('result_total', {
          low: mmText(ui, size.total_width.low),
          high: mmText(ui, size.total_width.high),
        })}
      </p>
    </section>
  );
}

/** Whether the frame the shopper came from fits: its width against the range, in plain millimetres. */
function ThisFrame(props: { ui: Ui; frame: PageFrame; range: { low: number; high: number } }) {
  const { ui, frame, range } = props;
  const { t } = ui;
  const { title } = frame;
  const width = frame.eyewear.total_width;
  if (width === null) return null;
  const outside = Math.max(range.low - width, width - range.high);
  const mm = mmText(ui, outside > 0 ? Math.max(1, Math.round(outside)) : width);
  const key = outside <= 0 ? 'this_inside' : width > range.high ? 'this_wider' : 'this_narrower';
  return (
    <section class={outside > 0 ? 'card advice' : 'card'}>
      <h3>{t('frames_this')}</h3>
      <p>{t(key, { title, mm })}</p>
    </section>
  );
}

function Values({ ui, measurements }: { ui: Ui; measurements: Measurements }) {
  const { t } = ui;
  const row = (name: Name) => {
    const { value, low, high } = measurements[name];
    const digits = value < 100 ? 1 : 0;
    return (
      <div key={name}>
        <dt>{t(name)}</dt>
        <dd>
          <b>{mmText(ui, value, digits)}</b> mm
          <span class="small">
            {t('result_interval', { low: mmText(ui, low, digits), high: mmText(ui, high, digits) })}
          </span>
        </dd>
      </div>
    );
  };
  return (
    <section>
      <h3>{t('result_values')}</h3>
      <dl class="values">{MAIN.map(row)}</dl>
      <p class="small">{t('result_use')}</p>
      <details>
        <summary>{t('result_all')}</summary>
        <dl class="values">{REST.map(row)}</dl>
      </details>
    </section>
  );
}

function Shape({ ui, shape }: { ui: Ui; shape: AnalysisResult['face_shape'] }) {
  const { t, dictionary, tag } = ui;
  const percent = new Intl.NumberFormat(tag, { style: 'percent' });
  const name = (label: string) => {
    const key = `face_${label}`;
    return dictionary.has(key) ? t(key) : label;
  };
  const likely = Object.entries(shape.scores)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 4);
  return (
    <section>
      <h3>{t('result_shape')}</h3>
      <dl class="shape">
        {likely.map(([label, score]) => (
          <div key={label} class={label === shape.label ? 'top' : ''}>
            <dt>{name(label)}</dt>
            <dd>
              <span class="track">
                <span class="fill" style={{ inlineSize: `${Math.round(score * 100)}%` }} />
              </span>
              {percent.format(score)}
            </dd>
          </div>
        ))}
      </dl>
      <p class="small">{t('result_shape_note')}</p>
    </section>
  );
}

function Quality(props: { ui: Ui; quality: AnalysisResult['quality']; again: () => void }) {
  const { t, dictionary } = props.ui;
  const words = (code: string, advice: string) => {
    const key = `issue_${code}`;
    return dictionary.has(key) ? t(key) : advice;
  };
  return (
    <section class="card advice">
      <h3>{t('result_quality')}</h3>
      <ul>
        {props.quality.issues.map(({ code, advice }) => (
          <li key={code}>{words(code, advice)}</li>
        ))}
      </ul>
      <button type="button" class="plain" onClick={props.again}>
        {t('result_again')}
      </button>
    </section>
  );
}
