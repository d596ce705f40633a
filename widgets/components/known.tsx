import { useState } from 'preact/hooks';
import type { Known as KnownNumbers } from '../runtime/api.ts';
import { parseKnown } from '../runtime/known.ts';
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
        <label>
          <span>{t('known_pd')}</span>
          <input
            type="text"
            inputMode="decimal"
            autocomplete="off"
            size={6}
            value={pd}
            aria-invalid={wrong === 'pd'}
            aria-describedby="known-wrong"
            onInput={(event) => setPd(event.currentTarget.value)}
          />
        </label>
        <label>
          <span>{t('known_frame')}</span>
          <input
            type="text"
            autocomplete="off"
            size={12}
            placeholder="52□18-145"
            value={frame}
            aria-invalid={wrong === 'frame'}
            aria-describedby="known-hint known-wrong"
            onInput={(event) => setFrame(event.currentTarget.value)}
          />
        </label>
        {frame.trim() !== '' && (
          <label>
            <span>{t('known_fit')}</span>
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
      <p class="small" id="known-hint">
        {t('known_frame_hint')}
      </p>
      <p class="wrong" id="known-wrong" role="alert">
        {wrong !== null && t(`known_bad_${wrong}`)}
      </p>
      <button type="submit" class="secondary" disabled={pd.trim() === '' && frame.trim() === ''}>
        {t('known_apply')}
      </button>
    </form>
  );
}
