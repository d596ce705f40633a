import { useState } from 'preact/hooks';
import { search } from '../runtime/journey.ts';
import { parseOldFrame } from '../runtime/known.ts';
import { Chips } from './chips.tsx';
import type { ScreenProps } from './ui.ts';
import { wishAxes } from './wish-options.ts';

/** Taste, price and an old frame's numbers: everything a recommendation can use without a face. */
export function Quiz({ ui, state }: ScreenProps) {
  const { t, visit } = ui;
  const [wishes, setWishes] = useState(state.wishes);
  const [frame, setFrame] = useState(state.wishes.old_frame ?? '');
  const [wrong, setWrong] = useState(false);
  const show = (event: Event) => {
    event.preventDefault();
    const old_frame = frame.trim() === '' ? undefined : parseOldFrame(frame);
    setWrong(old_frame === null);
    if (old_frame === null) return;
    const { old_frame: _, ...rest } = wishes;
    visit.dispatch({ type: 'went', to: 'frames' });
    void search(visit, old_frame ? { ...rest, old_frame } : rest);
  };
  return (
    <form onSubmit={show} noValidate>
      <div class="column narrow">
        <h2 tabIndex={-1}>{t('quiz_title')}</h2>
        <p class="lead">{t('quiz_lead')}</p>
        {wishAxes({ ui, state }, wishes).map(({ name, legend, options, chosen, choose }) => (
          <Chips
            key={name}
            legend={legend}
            any={t('any')}
            options={options}
            chosen={chosen}
            onChoose={(value) => setWishes(choose(value))}
          />
        ))}
        <fieldset class="chips known">
          <legend>{t('size')}</legend>
          <label>
            <span>{t('known_frame')}</span>
            <input
              type="text"
              autocomplete="off"
              size={12}
              placeholder="52□18-145"
              value={frame}
              aria-invalid={wrong}
              aria-describedby="quiz-hint quiz-wrong"
              onInput={(event) => setFrame(event.currentTarget.value)}
            />
          </label>
          <p class="small" id="quiz-hint">
            {t('known_frame_hint')}
          </p>
          <p class="wrong" id="quiz-wrong" role="alert">
            {wrong && t('known_bad_frame')}
          </p>
        </fieldset>
      </div>
      <div class="foot">
        <button type="submit" class="primary" part="primary">
          {t('quiz_show')}
        </button>
      </div>
    </form>
  );
}
