import { erase } from '../runtime/journey.ts';
import type { Visit } from '../runtime/visit.ts';
import type { ScreenProps } from './ui.ts';

/** Opens the page about the shopper's data. Its token goes in the fragment, which browsers send to nobody. */
export async function openPrivacy(visit: Visit): Promise<void> {
  open(`${visit.options.config.server}/privacy#${(await visit.openSession()).token}`, '', 'noopener');
}

/** Deletes everything of this visit, at once; and the way to the page that shows it and has more choices. */
export function Erase({ ui: { t, visit }, state }: ScreenProps) {
  return (
    <>
      <button type="button" class="plain danger" disabled={state.busy} onClick={() => void erase(visit)}>
        {t('result_delete')}
      </button>
      <button type="button" class="plain" onClick={() => void openPrivacy(visit)}>
        {t('result_privacy')}
      </button>
    </>
  );
}
