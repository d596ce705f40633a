import type { Conversation } from '../../runtime/chat/conversation.ts';
import type { Entry } from '../../runtime/chat/state.ts';
import { mmText, type ScreenProps, type Ui } from '../ui.ts';
import { Actions } from './actions.tsx';
import { Rating } from './rating.tsx';

export interface TalkProps extends ScreenProps {
  readonly talk: Conversation;
}

/** One piece of the conversation: a message, an answer with what it brings, or a note. */
export function Said({ ui, state, talk, entry }: TalkProps & { entry: Entry }) {
  const { t } = ui;
  switch (entry.by) {
    case 'shopper':
      return (
        <div class="said by-shopper">
          <span class="unseen">{t('chat_you')}: </span>
          <p class="bubble" dir="auto">
            {entry.text}
          </p>
        </div>
      );
    case 'assistant':
      return (
        <div class="said by-assistant">
          <span class="unseen">{t('chat_it')}: </span>
          {entry.text !== '' && (
            <p class="bubble" dir="auto">
              {entry.text}
            </p>
          )}
          {entry.answer === null ? (
            <p class="small">{t('chat_stopped')}</p>
          ) : (
            <>
              <Actions ui={ui} state={state} talk={talk} answer={entry.answer} />
              <Rating ui={ui} talk={talk} turnId={entry.answer.turn_id} />
            </>
          )}
        </div>
      );
    case 'face':
      return <Face ui={ui} analysis={entry.analysis} />;
    case 'new-visit':
      return <p class="small note">{t('chat_new_visit')}</p>;
  }
}

/** What a measuring that was begun here has found. */
function Face({ ui, analysis }: { ui: Ui; analysis: Extract<Entry, { by: 'face' }>['analysis'] }) {
  const { t, visit, dictionary } = ui;
  const { face_shape, frame_size } = analysis;
  const shape = `face_${face_shape.label}`;
  const { low, high } = frame_size.total_width;
  return (
    <div class="said card note by-face">
      <p>
        {t('result_shape')}: <b>{dictionary.has(shape) ? t(shape) : face_shape.label}</b>
      </p>
      <p>
        {t('size')}: <b>{t(`size_${frame_size.label}`)}</b>.{' '}
        {t('result_total', { low: mmText(ui, low), high: mmText(ui, high) })}
      </p>
      <button
        type="button"
        class="plain"
        onClick={() => visit.dispatch({ type: 'went', to: 'result' })}
        hidden={visit.state.analysis !== analysis}
      >
        {t('chat_numbers')}
      </button>
    </div>
  );
}
