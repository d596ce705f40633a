import type { FunctionComponent } from 'preact';
import type { Screen } from '../runtime/state.ts';
import { Frames } from './frames.tsx';
import { Measuring } from './measuring.tsx';
import { Photo } from './photo.tsx';
import { Quiz } from './quiz.tsx';
import { Result } from './result.tsx';
import css from './screens.css';
import type { ScreenProps } from './ui.ts';

/** Adds these screens' style sheet before the first of them is drawn. */
function styled(Inner: FunctionComponent<ScreenProps>): FunctionComponent<ScreenProps> {
  return (props) => {
    props.ui.adopt(css);
    return <Inner {...props} />;
  };
}

function Erased({ ui: { t, visit } }: ScreenProps) {
  return (
    <div class="column narrow centred">
      <h2 tabIndex={-1}>{t('erased_title')}</h2>
      <p class="lead">{t('erased_lead')}</p>
      <div class="actions">
        <button
          type="button"
          class="secondary"
          onClick={() => visit.dispatch({ type: 'went', to: 'consent' })}
        >
          {t('erased_again')}
        </button>
      </div>
    </div>
  );
}

/** Every screen after the consent, apart from the camera. */
export const SCREENS: Readonly<Partial<Record<Screen, FunctionComponent<ScreenProps>>>> = {
  photo: styled(Photo),
  measuring: styled(Measuring),
  result: styled(Result),
  quiz: styled(Quiz),
  frames: styled(Frames),
  erased: styled(Erased),
};
