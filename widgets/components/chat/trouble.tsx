import { useEffect } from 'preact/hooks';
import type { WordKey } from '../../i18n/index.ts';
import type { Conversation } from '../../runtime/chat/conversation.ts';
import { type Failure, mayPass } from '../../runtime/http.ts';
import { Icon, WARN } from '../icons.tsx';
import type { Ui } from '../ui.ts';

/** Why no answer came, and the way to ask again; who was offline is answered as soon as the network is back. */
export function Trouble({ ui: { t }, talk, failure }: { ui: Ui; talk: Conversation; failure: Failure }) {
  useEffect(() => {
    if (failure.kind !== 'unreachable') return;
    const retry = () => talk.retry();
    addEventListener('online', retry);
    return () => removeEventListener('online', retry);
  }, [talk, failure]);
  return (
    <div class="failure" role="alert">
      <Icon d={WARN} />
      <div>
        <p>{t(wordsFor(failure))}</p>
        {(mayPass(failure) || failure.status >= 500) && (
          <button type="button" class="plain" onClick={() => talk.retry()}>
            {t('retry')}
          </button>
        )}
      </div>
    </div>
  );
}

function wordsFor({ kind, code, status }: Failure): WordKey {
  if (kind === 'unreachable') return navigator.onLine ? 'chat_failed' : 'chat_offline';
  if (status === 429) return 'chat_wait';
  if (code.startsWith('text-')) return 'chat_unfit';
  return code === 'chat-off' ? 'chat_off' : 'chat_failed';
}
