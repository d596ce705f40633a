import type { Recommendation } from '../../../server/recommend/index.ts';
import { addToCart } from '../../runtime/journey.ts';
import { AddButton, FitMark } from '../frame-card.tsx';
import { Icon } from '../icons.tsx';
import { priceText } from '../ui.ts';
import type { TalkProps } from './entry.tsx';

const HEART = 'M12 19.5 4.9 12.3a4.5 4.5 0 0 1 6.4-6.3l.7.7.7-.7a4.5 4.5 0 0 1 6.4 6.3z';

interface Props extends TalkProps {
  readonly frame: Recommendation;
  /** Its place in the answer, by which it can be spoken of: "the second one". */
  readonly place: number;
  readonly isOne: boolean;
}

/** One frame in an answer. */
export function ProductCard({ ui, state, talk, frame, place, isOne }: Props) {
  const { t, visit } = ui;
  const { product_id, title, brand, url, image_url } = frame;
  const view = () => talk.dispatch({ type: 'viewed', productId: product_id });
  return (
    <li class="frame-card" part="card" aria-label={`${t('chat_card', { n: place })}: ${title}`}>
      <div class="shot">
        {image_url !== null && <img src={image_url} alt="" loading="lazy" width="400" height="240" />}
        {!isOne && (
          <b class="tag" aria-hidden="true">
            {place}
          </b>
        )}
      </div>
      <h3>
        {url === null ? (
          title
        ) : (
          // The conversation stays where it is.
          <a href={url} target="_blank" rel="noopener" onClick={view}>
            {title}
            <span class="unseen"> ({t('chat_tab')})</span>
          </a>
        )}
      </h3>
      {brand !== null && <p class="small">{brand}</p>}
      <p class="money">
        <b>{priceText(ui, frame.price, frame.currency)}</b>
        <FitMark ui={ui} fit={frame.fit} />
      </p>
      <p class="why small">{frame.reasons[0]}</p>
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
        <button
          type="button"
          class="icon like"
          aria-label={`${t('chat_like')}: ${title}`}
          aria-pressed={talk.state.likedIds.includes(product_id)}
          onClick={() => talk.dispatch({ type: 'like-toggled', productId: product_id })}
        >
          <Icon d={HEART} />
        </button>
      </div>
    </li>
  );
}
