import { erase } from '../runtime/journey.ts';
import type { ScreenProps } from './ui.ts';

/** Takes the consent back and deletes what was measured, at once. */
export function Erase({ ui: { t, visit }, state }: ScreenProps) {
  return (
    <button type="button" class="plain danger" disabled={state.busy} onClick={() => void erase(visit)}>
      {t('result_delete')}
    </button>
  );
}
