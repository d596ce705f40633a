import { useEffect } from 'preact/hooks';

interface Place {
  current: HTMLElement | null;
}

const hasKeyboard = () => matchMedia('(hover: hover) and (pointer: fine)').matches;

/** Who has a keyboard writes at once; on a touch screen the keyboard does not jump up before it is asked for. */
export function useComfortableFocus(chat: Place): void {
  useEffect(() => {
    if (rootOf(chat)?.activeElement?.matches('h2') && hasKeyboard()) writeIn(chat);
  }, [chat]);
}

/** A button that goes once it was pressed, such as a suggestion, hands its focus on instead of losing it. */
export function useKeptFocus(chat: Place): void {
  const focused = rootOf(chat)?.activeElement;
  const wasInside = chat.current?.contains(focused ?? null);
  useEffect(() => {
    if (!wasInside || focused?.isConnected) return;
    if (hasKeyboard()) writeIn(chat);
    else chat.current?.querySelector<HTMLElement>('[role=log]')?.focus({ preventScroll: true });
  });
}

const rootOf = ({ current }: Place) => current?.getRootNode() as ShadowRoot | undefined;

function writeIn({ current }: Place): void {
  current?.querySelector('textarea')?.focus({ preventScroll: true });
}
