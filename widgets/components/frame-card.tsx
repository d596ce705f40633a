import type { Fit, Recommendation } from '../../server/recommend/index.ts';
import type { ShownFrame } from '../runtime/changes.ts';
import { addToCart } from '../runtime/journey.ts';
import { mmText, priceText, type ScreenProps, type Ui, wordFor } from './ui.ts';

/** One frame: its picture, its price, how it fits and why it is here. */
export function FrameCard({ ui, state, frame }: ScreenProps & { frame: ShownFrame }) {
  const { t, visit } = ui;
  const { product_id, title, brand, url, image_url, reasons, gone } = frame;
  const here = product_id === visit.options.config.productId;
  const [first, ...others] = reasons;
  return (
    <li class={`frame-card ${here ? 'here' : ''} ${gone ?? ''}`} part="card" tabIndex={gone && -1}>
      <div class="shot">
        {image_url !== null && <img src={image_url} alt="" loading="lazy" width="400" height="240" />}
        {here && <b class="tag">{t('frames_this')}</b>}
      </div>
      <h3>{url === null ? title : <a href={url}>{title}</a>}</h3>
      <p class="small">{[brand, ...wordsOf(ui, frame)].filter(Boolean).join(' · ')}</p>
      <p class="money">
        <b>{priceText(ui, frame.price, frame.currency)}</b>
        <FitMark ui={ui} fit={frame.fit} />
      </p>
      <p class="why">{first}</p>
      {others.length > 0 && (
        <details>
          <summary>{t('frames_more')}</summary>
          <ul>
            {others.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </details>
      )}
      <div class="card-actions">
        <AddButton ui={ui} frame={frame} onAdd={() => void addToCart(visit, frame)} />
        <label class="tick">
          <input
            type="checkbox"
            checked={state.compare.includes(product_id)}
            aria-label={`${t('frames_compare')}: ${title}`}
            onChange={() => visit.dispatch({ type: 'compare-toggled', productId: product_id })}
          />
          <span aria-hidden="true">{t('frames_compare')}</span>
        </label>
      </div>
      {gone === 'removed' && (
        <p class="notice">
          {title}: {t('frames_removed')}
        </p>
      )}
    </li>
  );
}

/** Stays where it is, with the focus it may have, when the frame sells out. */
export function AddButton({ ui: { t }, frame, onAdd }: { ui: Ui; frame: ShownFrame; onAdd: () => void }) {
  const words = t(frame.gone ? 'frames_sold_out' : 'frames_add');
  return (
    <button
      type="button"
      class="secondary"
      part="add"
      aria-disabled={frame.gone ? true : undefined}
      aria-label={`${words}: ${frame.title}`}
      onClick={frame.gone ? undefined : onAdd}
    >
      {words}
    </button>
  );
}

function wordsOf(ui: Ui, { frame }: Recommendation): string[] {
  const words = frame.material === null ? [] : [wordFor(ui, 'material', frame.material)];
  const size = numbersOf(frame);
  return size === null ? words : [...words, size];
}

/** `52□18-145`, or null where the shop has not said all three. */
export function numbersOf({ lens_width, bridge, temple }: Recommendation['frame']): string | null {
  return lens_width === null || bridge === null || temple === null
    ? null
    : `${lens_width}□${bridge}-${temple}`;
}

/** How the frame's width goes with the face: in a word, by a colour, and in millimetres for who wants them. */
export function FitMark({ ui, fit }: { ui: Ui; fit: Fit }) {
  const { t } = ui;
  if (fit.size === 'unknown') return null;
  return (
    <span class={`fit ${fit.size}`} title={widthText(ui, fit)}>
      {t(`fit_${fit.size}`)}
    </span>
  );
}

/** The difference in words: "3 mm wider than your face". */
export function widthText({ t, tag }: Ui, { width_difference_mm: difference }: Fit): string {
  if (difference === null) return t('fit_unknown');
  const mm = Math.round(Math.abs(difference));
  if (mm === 0) return t('fit_even');
  return t(difference > 0 ? 'fit_wider' : 'fit_narrower', { mm: new Intl.NumberFormat(tag).format(mm) });
}

/** A number of the frame in mm, or a dash. */
export function frameMm(ui: Ui, value: number | null): string {
  return value === null ? '–' : `${mmText(ui, value)} mm`;
}
