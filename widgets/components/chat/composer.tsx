import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Conversation } from '../../runtime/chat/conversation.ts';
import { Icon } from '../icons.tsx';
import type { Ui } from '../ui.ts';

/** As many characters as the server takes, counted as it does. */
const MOST = 1000;
const SHOWN_FROM = 900;
const SEND = 'M5 12h13m-6-6.5 6.5 6.5-6.5 6.5';
const STOP = 'M7 7h10v10H7z';

/** Enter sends, Shift+Enter begins a new line; while an answer comes the button stops it. */
export function Composer({ ui: { t }, talk }: { ui: Ui; talk: Conversation }) {
  const id = useId();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const isAnswering = talk.state.pending !== null && talk.state.failure === null;
  const count = [...text.trim()].length;

  useEffect(() => {
    const { current } = field;
    if (current === null) return;
    current.style.blockSize = 'auto';
    current.style.blockSize = `${current.scrollHeight + 2}px`;
  }, [text]);

  const send = () => {
    if (isAnswering || count === 0 || count > MOST) return;
    talk.send(text);
    setText('');
    field.current?.focus();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="unseen" for={id}>
        {t('chat_write')}
      </label>
      <textarea
        id={id}
        ref={field}
        rows={1}
        dir="auto"
        enterkeyhint="send"
        placeholder={t('chat_write')}
        value={text}
        aria-invalid={count > MOST}
        aria-describedby={`${id}-count`}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter that ends the composing of a character (Japanese, Chinese, Korean) sends nothing.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      {isAnswering ? (
        <button type="button" class="primary" aria-label={t('chat_stop')} onClick={() => talk.stop()}>
          <Icon d={STOP} />
        </button>
      ) : (
        <button
          type="submit"
          class="primary"
          part="primary"
          aria-label={t('chat_send')}
          aria-disabled={count === 0 || count > MOST || undefined}
        >
          <Icon d={SEND} />
        </button>
      )}
      <p id={`${id}-count`} class={count > MOST ? 'small wrong' : 'small'} role="status">
        {count > MOST
          ? t('chat_too_long', { n: count - MOST })
          : count > SHOWN_FROM && t('chat_left', { n: MOST - count })}
      </p>
    </form>
  );
}
