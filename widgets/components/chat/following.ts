import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatState } from '../../runtime/chat/state.ts';

const NEAR_PX = 40;

/**
 * Keeps the newest question and its answer in sight, its beginning rather than its end. Whoever has scrolled up to read
 * stays there and is told that there is something new.
 */
export function useFollowing(
  place: { current: HTMLElement | null },
  state: ChatState,
): { hasNews: boolean; follow: () => void } {
  const follows = useRef(true);
  /** Where we have scrolled to: what differs from it was the reader. */
  const own = useRef(0);
  const [hasNews, setHasNews] = useState(false);

  const follow = () => {
    const talk = place.current;
    if (talk === null) return;
    const questions = talk.querySelectorAll<HTMLElement>('.by-shopper');
    const latest = questions[questions.length - 1];
    if (latest === undefined) return;
    const before = latest.previousElementSibling;
    const first = before?.matches('.by-face') ? before : latest;
    const top = talk.scrollTop + first.getBoundingClientRect().top - talk.getBoundingClientRect().top;
    talk.scrollTop = Math.min(top - 12, talk.scrollHeight - talk.clientHeight);
    own.current = talk.scrollTop;
    follows.current = true;
    setHasNews(false);
  };

  useEffect(() => {
    const talk = place.current;
    if (talk === null) return;
    const look = () => {
      if (Math.abs(talk.scrollTop - own.current) < 2) return;
      own.current = talk.scrollTop;
      follows.current = talk.scrollTop + talk.clientHeight > talk.scrollHeight - NEAR_PX;
      if (follows.current) setHasNews(false);
    };
    talk.addEventListener('scroll', look, { passive: true });
    return () => talk.removeEventListener('scroll', look);
  }, [place]);

  const { entries, pending, failure } = state;
  const hasAsked = pending !== null && pending.said === '' && failure === null;
  useEffect(() => {
    if (follows.current || hasAsked) follow();
    else setHasNews(true);
  }, [entries.length, pending?.said, hasAsked, failure]);
  return { hasNews, follow };
}
