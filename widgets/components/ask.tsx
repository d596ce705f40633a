import type { Ui } from './ui.ts';

/** The way into the chat. */
export const Ask = ({ ui: { t, visit }, kind = 'plain' }: { ui: Ui; kind?: 'plain' | 'secondary' }) => (
  <button type="button" class={kind} onClick={() => visit.dispatch({ type: 'went', to: 'chat' })}>
    {t('ask')}
  </button>
);
