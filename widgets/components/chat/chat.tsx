import { useEffect, useRef, useState } from 'preact/hooks';
import type { WordKey } from '../../i18n/index.ts';
import { type Conversation, conversationOf } from '../../runtime/chat/conversation.ts';
import { quickReplies } from '../../runtime/chat/state.ts';
import { priceRanges } from '../../runtime/choices.ts';
import { Compare } from '../compare.tsx';
import { openPrivacy } from '../erase.tsx';
import { CartNote } from '../frames.tsx';
import { roundPriceText, type ScreenProps, type Ui } from '../ui.ts';
import { productsIn } from './actions.tsx';
import { Composer } from './composer.tsx';
import { Said, type TalkProps } from './entry.tsx';
import { useComfortableFocus, useKeptFocus } from './focus.ts';
import { useFollowing } from './following.ts';
import { useRoomAboveKeyboard } from './keyboard.ts';
import { Trouble } from './trouble.tsx';

const EXAMPLES: readonly WordKey[] = ['chat_example_find', 'chat_example_shape', 'chat_example_care'];

/** The talk with the assistant: what was said, what is being said, and the field to write in. */
export function Chat({ ui, state }: ScreenProps) {
  const { t, visit } = ui;
  const talk = useConversation(ui);
  const { entries, pending, failure } = talk.state;
  const store = state.shop?.store.name ?? t('the_shop');
  const name = state.shop?.assistant?.name ?? null;
  const isOff = state.shop?.assistant === null;
  const place = useRef<HTMLDivElement>(null);
  const whole = useRef<HTMLDivElement>(null);
  const { hasNews, follow } = useFollowing(place, talk.state);
  useRoomAboveKeyboard(whole, visit.options.config.mode === 'dialog');
  useComfortableFocus(whole);
  useKeptFocus(whole);
  const compared = productsIn(entries).filter(({ product_id }) => state.compare.includes(product_id));

  return (
    <div class="chat" ref={whole}>
      <div class="talk" ref={place}>
        <div class="opening">
          <h2 tabIndex={-1}>{t('chat_title')}</h2>
          <p class="small">
            {t(name === null ? 'chat_ai' : 'chat_ai_named', { name: name ?? '', store })} <Privacy ui={ui} />
          </p>
        </div>
        <div class="log" role="log" tabIndex={-1} aria-live="polite" aria-label={t('chat_log')}>
          {entries.map((entry) => (
            <Said key={entry.key} ui={ui} state={state} talk={talk} entry={entry} />
          ))}
        </div>
        {/* Outside of the log, which reads an answer out once, when it is whole. */}
        {pending !== null && failure === null && (
          <div class="said by-assistant">
            {pending.said !== '' && (
              <p class="bubble" dir="auto">
                {pending.said}
              </p>
            )}
            <p class="small typing" role="status">
              {t(pending.isWaiting ? 'chat_again' : 'chat_writing')}
            </p>
          </div>
        )}
        {failure !== null && <Trouble ui={ui} talk={talk} failure={failure} />}
        {isOff ? <p class="card">{t('chat_off')}</p> : <Suggestions ui={ui} state={state} talk={talk} />}
      </div>
      {hasNews && (
        <button type="button" class="secondary news" onClick={follow}>
          {t('chat_new')} ↓
        </button>
      )}
      <CartNote ui={ui} state={state} />
      {!isOff && <Composer ui={ui} talk={talk} />}
      {compared.length === 2 && (
        <Compare
          ui={ui}
          state={state}
          frames={compared}
          onClose={() => visit.dispatch({ type: 'compare-cleared' })}
        />
      )}
    </div>
  );
}

function useConversation({ visit, t }: Ui): Conversation {
  const [, redraw] = useState(0);
  const talk = conversationOf(visit, t);
  useEffect(() => talk.subscribe(() => redraw((n) => n + 1)), [talk]);
  return talk;
}

/** What to begin with, or what the assistant suggests to go on with; and the way to begin anew. */
function Suggestions({ ui, state, talk }: TalkProps) {
  const { t } = ui;
  const { entries, pending } = talk.state;
  const currency = state.shop?.store.currency ?? 'EUR';
  const price = roundPriceText(ui, priceRanges(currency)[1]?.max_price ?? 0, currency);
  const isBegun = entries.some(({ by }) => by === 'shopper');
  const suggested = isBegun
    ? quickReplies(talk.state)
    : EXAMPLES.map((key) => t(key, { price })).map((text) => ({ label: text, text }));
  return (
    <div class="suggestions">
      {suggested.map(({ label, text }) => (
        <button key={label} type="button" class="reply" dir="auto" onClick={() => talk.send(text)}>
          {label}
        </button>
      ))}
      {isBegun && pending === null && (
        <button type="button" class="plain" onClick={() => void talk.startOver()}>
          {t('chat_over')}
        </button>
      )}
    </div>
  );
}

function Privacy({ ui: { t, visit } }: { ui: Ui }) {
  const open = (event: Event) => {
    if (visit.session === null) return;
    event.preventDefault();
    void openPrivacy(visit);
  };
  return (
    <a href={`${visit.options.config.server}/privacy`} target="_blank" rel="noopener" onClick={open}>
      {t('chat_privacy')}
    </a>
  );
}
