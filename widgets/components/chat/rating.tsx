import { useState } from 'preact/hooks';
import type { FEEDBACK_REASONS } from '../../../server/chat/schema.ts';
import type { WordKey } from '../../i18n/index.ts';
import type { Conversation } from '../../runtime/chat/conversation.ts';
import { Icon } from '../icons.tsx';
import type { Ui } from '../ui.ts';

const UP =
  'M7 11v8.5H4V11zm0 0 4-7.5c1.6 0 2.4 1 2 2.6L12.3 9.5h5.7c1.5 0 2.3 1.2 2 2.6l-1.3 5.6c-.3 1.2-1.1 1.8-2.2 1.800H7';
const REASONS: Readonly<Record<(typeof FEEDBACK_REASONS)[number], WordKey>> = {
  misunderstood: 'chat_misunderstood',
  wrong: 'chat_wrong',
  not_my_taste: 'chat_not_my_taste',
  too_long: 'chat_too_much',
  impolite: 'chat_impolite',
  other: 'chat_other',
};
type Reason = keyof typeof REASONS;

/** Thumbs under an answer; after a thumb down, why. */
export function Rating({ ui: { t }, talk, turnId }: { ui: Ui; talk: Conversation; turnId: string }) {
  const helpful = talk.state.helpful[turnId];
  const [reasons, setReasons] = useState<readonly Reason[]>([]);
  const tell = (isHelpful: boolean, why: readonly Reason[]) => {
    talk.dispatch({ type: 'rated', turnId, helpful: isHelpful });
    setReasons(why);
    void talk.tell({
      kind: 'chat_answer',
      turn_id: turnId,
      helpful: isHelpful,
      ...(why.length > 0 ? { reasons: [...why] } : {}),
    });
  };
  const toggle = (reason: Reason) =>
    tell(false, reasons.includes(reason) ? reasons.filter((one) => one !== reason) : [...reasons, reason]);
  return (
    <div class="rating">
      {[true, false].map((isUp) => (
        <button
          key={`${isUp}`}
          type="button"
          class={isUp ? 'icon' : 'icon down'}
          aria-label={t(isUp ? 'chat_good' : 'chat_bad')}
          aria-pressed={helpful === isUp}
          onClick={() => tell(isUp, [])}
        >
          <Icon d={UP} />
        </button>
      ))}
      {helpful === true && <span class="small">{t('chat_thanks')}</span>}
      {helpful === false && (
        <fieldset class="reasons">
          <legend>{reasons.length > 0 ? t('chat_thanks') : t('chat_why')}</legend>
          {(Object.keys(REASONS) as Reason[]).map((reason) => (
            <button
              key={reason}
              type="button"
              class="reply"
              aria-pressed={reasons.includes(reason)}
              onClick={() => toggle(reason)}
            >
              {t(REASONS[reason])}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** How helpful all of it was, in stars. */
export function Satisfaction({ ui: { t }, talk }: { ui: Ui; talk: Conversation }) {
  const { satisfaction } = talk.state;
  const give = (stars: number) => {
    talk.dispatch({ type: 'satisfied', stars });
    void talk.tell({ kind: 'conversation', satisfaction: stars });
  };
  return (
    <fieldset class="card stars">
      <legend class="unseen">{t('chat_rate')}</legend>
      <p aria-hidden="true">{t('chat_rate')}</p>
      {[1, 2, 3, 4, 5].map((n) => (
        <button
          key={n}
          type="button"
          class="icon"
          aria-label={t('chat_star', { n })}
          aria-pressed={satisfaction === n}
          onClick={() => give(n)}
        >
          {n <= (satisfaction ?? 0) ? '★' : '☆'}
        </button>
      ))}
      <p class="small" role="status">
        {satisfaction !== null && t('chat_thanks')}
      </p>
    </fieldset>
  );
}
