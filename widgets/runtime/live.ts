import type { RealtimeMessage } from '../../server/realtime/index.ts';
import { type ShownFrame, withChanges } from './changes.ts';
import { refresh } from './journey.ts';
import type { Visit } from './visit.ts';

const LONGEST_WAIT_MS = 60_000;

/**
 * Keeps the shown frames as the shop has them, by WebSocket, or by server-sent events where that can't be opened;
 * where neither can, everything works as before. Nothing is open while the page is hidden.
 * @param onNews told which of the frames changed
 * @returns what ends it
 */
export function follow(visit: Visit, onNews: (changed: readonly ShownFrame[]) => void): () => void {
  const { server, key } = visit.options.config;
  const query = `?key=${encodeURIComponent(key)}`;
  const stop = new AbortController();
  let link: WebSocket | EventSource | null = null;
  let failures = 0;
  /** Something may have changed that we did not hear of. */
  let isDeaf = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let asking: ReturnType<typeof setTimeout> | undefined;

  /** Not at once: all the other pages have just heard the same. */
  const ask = () => {
    asking ??= setTimeout(
      () => {
        asking = undefined;
        void refresh(visit, stop.signal);
      },
      500 + 3500 * Math.random(),
    );
  };

  const hear = (message: RealtimeMessage) => {
    const { status, list } = visit.state.frames;
    if (message.type !== 'products_changed' || status !== 'ready') return ask();
    const next = withChanges(list, message);
    const changed = next.filter((frame) => !list.includes(frame));
    if (changed.length === 0) return;
    visit.dispatch({ type: 'frames-found', list: next });
    onNews(changed);
  };

  const leave = () => {
    clearTimeout(retry);
    link?.close();
    link = null;
    isDeaf = true;
  };

  const connect = (plain: boolean) => {
    const path = `${server}/v1/realtime`;
    const opened = plain
      ? new EventSource(path + query)
      : new WebSocket(`${path.replace('http', 'ws')}/socket${query}`);
    let wasOpen = false;
    const lost = () => {
      if (link !== opened) return;
      leave();
      // Sockets may be blocked where streams are not; what has worked is taken again.
      if (!wasOpen && !plain) return connect(true);
      const waitMs = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures++);
      retry = setTimeout(connect, waitMs * (0.5 + Math.random() / 2), plain && wasOpen);
    };
    link = opened;
    opened.onopen = () => {
      wasOpen = true;
      failures = 0;
      if (isDeaf) ask();
      isDeaf = false;
    };
    opened.onmessage = ({ data }: MessageEvent<string>) => hear(JSON.parse(data));
    opened.onerror = (opened as WebSocket).onclose = lost;
  };

  const look = () => {
    leave();
    if (!document.hidden) connect(false);
  };
  document.addEventListener('visibilitychange', look);
  connect(false);
  return () => {
    document.removeEventListener('visibilitychange', look);
    clearTimeout(asking);
    stop.abort();
    leave();
  };
}
