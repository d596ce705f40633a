import type { Ui } from './ui.ts';

/** The way into the chat. */
export const Ask = ({ ui: { t, visit } }: { ui: Ui }) => (
  <button type="button" class="plain" onClick={() => visit.dispatch({ type: 'went', to: 'chat' })}>
    {t('ask')}
  </button>
);
