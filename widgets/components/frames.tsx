import { useEffect, useRef, useState } from 'preact/hooks';
import type { Wishes } from '../runtime/api.ts';
import { hasFilters, withoutFilters } from '../runtime/choices.ts';
import { goMeasure, search, undoCart } from '../runtime/journey.ts';
import { follow } from '../runtime/live.ts';
import { Ask } from './ask.tsx';
import { Pick } from './chips.tsx';
import { Compare } from './compare.tsx';
import { Erase } from './erase.tsx';
import { FrameCard } from './frame-card.tsx';
import { CLOSE, Icon } from './icons.tsx';
import { priceText, type ScreenProps } from './ui.ts';
import { wishAxes } from './wish-options.ts';

/** The shop's frames for this face and these wishes. */
export function Frames({ ui, state }: ScreenProps) {
  const { t, visit } = ui;
  const [comparing, setComparing] = useState(false);
  const { list, status } = state.frames;
  const find = (wishes: Wishes) => void search(visit, wishes);
  const [news, setNews] = useState('');
  const place = useRef<HTMLDivElement>(null);
  useKeptFocus(place.current);
  useEffect(
    () =>
      follow(visit, (changed) =>
        setNews(
          changed
            .map((frame) => {
              const { title, gone, price, currency } = frame;
              return `${title}: ${gone ? t(`frames_${gone}`) : priceText(ui, price, currency)}`;
            })
            .join('. '),
        ),
      ),
    [],
  );
  const there = list.filter(({ gone }) => gone !== 'removed');
  const picked = there.filter((frame) => state.compare.includes(frame.product_id));

  return (
    <div class="column wide" ref={place}>
      <h2 tabIndex={-1}>{t('frames_title')}</h2>
      <fieldset class="filters">
        <legend class="unseen">{t('frames_filter')}</legend>
        {wishAxes({ ui, state }, state.wishes).map(({ name, legend, options, chosen, choose }) => (
          <Pick
            key={name}
            legend={legend}
            any={`${legend}: ${t('any')}`}
            options={options}
            chosen={chosen}
            onChoose={(value) => find(choose(value))}
          />
        ))}
        {hasFilters(state.wishes) && (
          <button type="button" class="plain" onClick={() => find(withoutFilters(state.wishes))}>
            {t('frames_clear')}
          </button>
        )}
        <Ask ui={ui} />
      </fieldset>
      {state.analysis === null && <NoFace ui={ui} state={state} />}
      <p class="small count" role="status">
        {status === 'loading' && t('frames_loading')}
        {status === 'ready' && list.length > 0 && t('frames_count', { n: there.length })}
      </p>
      <p class="unseen" role="status">
        {news}
      </p>
      {status === 'ready' && list.length === 0 && (
        <div class="empty">
          <h3>{t('frames_empty')}</h3>
          <p>{t('frames_empty_hint')}</p>
          <button type="button" class="secondary" onClick={() => find(withoutFilters(state.wishes))}>
            {t('frames_clear')}
          </button>
        </div>
      )}
      <ul class={status === 'loading' ? 'frames stale' : 'frames'} aria-busy={status === 'loading'}>
        {status === 'loading' && list.length === 0
          ? [0, 1, 2, 3, 4, 5].map((n) => <li key={n} class="frame-card ghost" aria-hidden="true" />)
          : list.map((frame) => <FrameCard key={frame.product_id} ui={ui} state={state} frame={frame} />)}
      </ul>
      <div class="row">
        <Erase ui={ui} state={state} />
      </div>
      {picked.length > 0 && (
        <div class="foot">
          {picked.length < 2 ? (
            <p>{t('compare_pick')}</p>
          ) : (
            <button type="button" class="primary" onClick={() => setComparing(true)}>
              {t('compare_open')}
            </button>
          )}
        </div>
      )}
      {comparing && picked.length === 2 && (
        <Compare ui={ui} state={state} frames={picked} onClose={() => setComparing(false)} />
      )}
      <CartNote ui={ui} state={state} />
    </div>
  );
}

/** A frame that had the focus keeps it when the frames change around it, or hands it to what is left in its place. */
function useKeptFocus(place: HTMLElement | null): void {
  const root = place?.getRootNode() as ShadowRoot | undefined;
  const focused = root?.activeElement;
  const card = focused?.closest<HTMLElement>('.frame-card');
  useEffect(() => {
    if (!card) return;
    const left = card.isConnected ? (card.matches('.removed') ? card : focused) : place?.querySelector('h2');
    if (left !== root?.activeElement) (left as HTMLElement).focus({ preventScroll: true });
  });
}

function NoFace({ ui: { t, visit } }: ScreenProps) {
  return (
    <div class="card row">
      <p>{t('frames_no_face')}</p>
      <button type="button" class="plain" onClick={() => goMeasure(visit)}>
        {t('frames_measure')}
      </button>
    </div>
  );
}

/** What was put into the cart last, and the way to undo it. */
export function CartNote({ ui: { t, visit }, state: { cart } }: ScreenProps) {
  return (
    <div class="toast-place" role="status">
      {cart !== null && (
        <div class="toast">
          <p>{t('cart_added', { title: cart.item.title })}</p>
          <button
            type="button"
            class="icon"
            aria-label={t('close')}
            onClick={() => visit.dispatch({ type: 'cart-note-gone' })}
          >
            <Icon d={CLOSE} />
          </button>
          <div class="row">
            {visit.options.config.cartPage !== null && (
              <a class="plain" href={visit.options.config.cartPage}>
                {t('cart_view')}
              </a>
            )}
            {cart.undoable && (
              <button type="button" class="plain" onClick={() => undoCart(visit)}>
                {t('cart_undo')}
              </button>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
