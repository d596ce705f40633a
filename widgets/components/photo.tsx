import { useRef, useState } from 'preact/hooks';
import type { WordKey } from '../i18n/index.ts';
import { measure } from '../runtime/journey.ts';
import { Icon } from './icons.tsx';
import { CAMERA, CHECK, PICTURE } from './screen-icons.ts';
import type { ScreenProps, Ui } from './ui.ts';

const TIPS: readonly WordKey[] = [
  'photo_tip_glasses',
  'photo_tip_light',
  'photo_tip_straight',
  'photo_tip_arm',
];

/** In-app browsers and plain-http pages have no camera for us; the phone's own camera app still works there. */
const hasCamera = () => window.isSecureContext && navigator.mediaDevices?.getUserMedia !== undefined;

/** The photo: from the camera, from a file, dropped, or a drawn face of the demo. */
export function Photo({ ui }: ScreenProps) {
  const { t, visit } = ui;
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file !== undefined) void measure(visit, { blob: file });
  };
  return (
    <div class="column narrow">
      <h2 tabIndex={-1}>{t('photo_title')}</h2>
      <ul class="tips">
        {TIPS.map((key) => (
          <li key={key}>
            <Icon d={CHECK} />
            {t(key)}
          </li>
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the buttons inside do the same */}
      <div
        class={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer?.files);
        }}
      >
        {hasCamera() ? (
          <button
            type="button"
            class="primary"
            part="primary"
            onClick={() => visit.dispatch({ type: 'went', to: 'camera' })}
          >
            <Icon d={CAMERA} />
            {t('photo_camera')}
          </button>
        ) : (
          <PickFile ui={ui} icon={CAMERA} label={t('photo_take')} primary capture onPick={take} />
        )}
        <PickFile ui={ui} icon={PICTURE} label={t('photo_pick')} onPick={take} />
        <p class="small wide-only">{t('photo_drop')}</p>
      </div>
      {visit.options.config.sampleFaces.length > 0 && <Samples ui={ui} />}
      <button type="button" class="plain" onClick={() => visit.dispatch({ type: 'went', to: 'quiz' })}>
        {t('consent_no')}
      </button>
    </div>
  );
}

interface PickFileProps {
  ui: Ui;
  icon: string;
  label: string;
  primary?: boolean;
  capture?: boolean;
  onPick: (files: FileList | null) => void;
}

function PickFile({ icon, label, primary, capture, onPick }: PickFileProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={primary ? 'primary' : 'secondary'} onClick={() => input.current?.click()}>
        <Icon d={icon} />
        {label}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        {...(capture ? { capture: 'user' } : {})}
        hidden
        aria-label={label}
        onChange={(event) => {
          onPick(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

function Samples({ ui: { t, visit } }: { ui: Ui }) {
  const use = async (url: string) => {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) await measure(visit, { blob: await answer.blob(), camera: 'infinite' });
    else visit.unreachable();
  };
  return (
    <fieldset class="samples">
      <legend>{t('photo_samples')}</legend>
      {visit.options.config.sampleFaces.map((url, i) => (
        <button
          key={url}
          type="button"
          aria-label={t('photo_sample', { n: i + 1 })}
          onClick={() => void use(url)}
        >
          <img src={url} alt="" width="88" height="88" loading="lazy" />
        </button>
      ))}
    </fieldset>
  );
}
