import { cancel } from '../runtime/journey.ts';
import { FaceDrawing } from './face-drawing.tsx';
import type { ScreenProps } from './ui.ts';

const STAGES = ['preparing', 'sending', 'done'] as const;

/** What is happening to the photo, step by step, and the way out. */
export function Measuring({ ui, state }: ScreenProps) {
  const { t, visit } = ui;
  const at = state.progress === 'preparing' ? 0 : 1;
  return (
    <div class="column narrow centred">
      <h2 tabIndex={-1}>{t('measuring_title')}</h2>
      <div class="scan">
        {state.photo !== null && <FaceDrawing ui={ui} photo={state.photo} analysis={null} />}
      </div>
      <ol class="stages">
        {STAGES.map((stage, i) => (
          <li key={stage} class={i < at ? 'past' : i === at ? 'now' : ''}>
            {t(`measuring_${stage}`)}
          </li>
        ))}
      </ol>
      <p role="status" class="small">
        {state.progress === 'waiting' ? t('measuring_waiting') : ''}
      </p>
      <div class="actions">
        <button type="button" class="secondary" onClick={() => cancel(visit)}>
          {t('cancel')}
        </button>
      </div>
    </div>
  );
}
