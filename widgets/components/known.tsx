import { useState } from 'preact/hooks';
import type { Known as KnownNumbers } from '../runtime/api.ts';
import { parseKnown } from '../runtime/known.ts';
import { Field } from './field.tsx';
import type { Ui } from './ui.ts';

const FITS = ['good', 'narrow', 'wide'] as const;

interface Props {
  ui: Ui;
  known: KnownNumbers;
  onApply: (known: KnownNumbers) => void;
}

/** The numbers a shopper may know already, which beat any estimate. */
export function Known({ ui: { t }, known, onApply }: Props) {
  const [pd, setPd] = useState(known.own_pd ?? '');
  const [frame, setFrame] = useState(known.old_frame ?? '');
  const [fit, setFit] = useState(known.old_frame_fit ?? 'good');
  const [wrong, setWrong] = useState<'pd' | 'frame' | null>(null);
  const apply = (event: Event) => {
    event.preventDefault();
    const parsed = parseKnown({ pd, frame, fit });
    setWrong(parsed.wrong);
    if (parsed.wrong === null) onApply(parsed.known);
  };
  return (
    <form class="known" onSubmit={apply} noValidate>
      <h3>{t('known_title')}</h3>
      <p class="small">{t('known_lead')}</p>
      <div class="fields">
        <Field
          label={t('known_pd')}
          value={pd}
          onInput={setPd}
          wrong={wrong === 'pd' && t('known_bad_pd')}
          decimal
        />
        <Field
          label={t('known_frame')}
          hint={t('known_frame_hint')}
          value={frame}
          onInput={setFrame}
          wrong={wrong === 'frame' && t('known_bad_frame')}
        />
        {frame.trim() !== '' && (
          <label class="field">
            {t('known_fit')}
            <select value={fit} onChange={(event) => setFit(event.currentTarget.value as typeof fit)}>
              {FITS.map((one) => (
                <option key={one} value={one}>
                  {t(`known_fit_${one}`)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <button type="submit" class="secondary" disabled={pd.trim() === '' && frame.trim() === ''}>
        {t('known_apply')}
      </button>
    </form>
  );
}
