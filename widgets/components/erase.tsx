import { erase } from '../runtime/journey.ts';
import type { ScreenProps } from './ui.ts';

/** Deletes everything of this visit, at once; and the way to the page that shows it and has more choices. */
export function Erase({ ui: { t, visit }, state }: ScreenProps) {
  // In the fragment, which browsers send to nobody.
  const more = async () =>
    open(`${visit.options.config.server}/privacy#${(await visit.openSession()).token}`, '', 'noopener');
  return (
    <>
      <button type="button" class="plain danger" disabled={state.busy} onClick={() => void erase(visit)}>
        {t('result_delete')}
      </button>
      <button type="button" class="plain" onClick={() => void more()}>
        {t('result_privacy')}
      </button>
    </>
  );
}
