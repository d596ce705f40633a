import { useState } from 'preact/hooks';
import type { Wishes } from '../runtime/api.ts';
import { search } from '../runtime/journey.ts';
import { parseKnown } from '../runtime/known.ts';
import { Ask } from './ask.tsx';
import { Chips } from './chips.tsx';
import { Field } from './field.tsx';
import type { ScreenProps } from './ui.ts';
import { wishAxes } from './wish-options.ts';

/** Taste, price and known numbers: everything a recommendation can use without a face. */
export function Quiz({ ui, state }: ScreenProps) {
  const { t, visit } = ui;
  const [wishes, setWishes] = useState(state.wishes);
  const [words, setWords] = useState(state.wishes.preferences ?? '');
  const [pd, setPd] = useState(state.wishes.pupillary_distance ?? '');
  const [frame, setFrame] = useState(state.wishes.old_frame ?? '');
  const [wrong, setWrong] = useState<'pd' | 'frame' | null>(null);

  const show = (event: Event) => {
    event.preventDefault();
    const parsed = parseKnown({ pd, frame, fit: 'good' });
    setWrong(parsed.wrong);
    if (parsed.wrong !== null) return;
    visit.dispatch({ type: 'went', to: 'frames' });
    void search(visit, allWishes(wishes, words.trim(), parsed.known));
  };
  return (
    <form onSubmit={show} noValidate>
      <div class="column narrow">
        <h2 tabIndex={-1}>{t('quiz_title')}</h2>
        <p class="lead">{t('quiz_lead')}</p>
        <div class="row">
          <Ask ui={ui} />
        </div>
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
        <Field label={t('quiz_words')} hint={t('quiz_words_hint')} value={words} onInput={setWords} wide />
        <fieldset class="chips">
          <legend>{t('size')}</legend>
          <div class="fields">
            <Field
              label={t('known_frame')}
              hint={t('known_frame_hint')}
              value={frame}
              onInput={setFrame}
              wrong={wrong === 'frame' && t('known_bad_frame')}
            />
            <Field
              label={t('known_pd')}
              value={pd}
              onInput={setPd}
              wrong={wrong === 'pd' && t('known_bad_pd')}
              decimal
            />
          </div>
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

function allWishes(
  chips: Wishes,
  preferences: string,
  { own_pd, old_frame }: { own_pd?: string; old_frame?: string },
): Wishes {
  const { preferences: _words, pupillary_distance: _pd, old_frame: _frame, ...rest } = chips;
  return {
    ...rest,
    ...(preferences === '' ? {} : { preferences }),
    ...(own_pd === undefined ? {} : { pupillary_distance: own_pd }),
    ...(old_frame === undefined ? {} : { old_frame }),
  };
}
