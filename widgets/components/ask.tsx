import type { Ui } from './ui.ts';

/** The way into the chat, where the shop has one. */
export const Ask = ({ ui: { t, visit } }: { ui: Ui }) =>
  visit.state.shop?.assistant !== null && (
    <button type="button" class="plain" onClick={() => visit.dispatch({ type: 'went', to: 'chat' })}>
      {t('ask')}
    </button>
  );
