// Those screens are there by now: in one chunk with them, what both use weighs less.
import './later.ts';
import type { FunctionComponent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CameraWords } from '../i18n/camera/en.ts';
import type { WordKey } from '../i18n/index.ts';
import type { Locale } from '../runtime/config-schema.ts';
import { measure } from '../runtime/journey.ts';
import { frameStats, type Hint, hintFor } from '../runtime/light.ts';
import { toJpeg } from '../runtime/photo.ts';
import css from './camera.css';
import { Icon } from './icons.tsx';
import { CAMERA } from './screen-icons.ts';
import type { ScreenProps, Ui } from './ui.ts';

const TROUBLE: Readonly<Record<string, WordKey>> = {
  NotAllowedError: 'camera_denied',
  SecurityError: 'camera_denied',
  NotReadableError: 'camera_busy',
  AbortError: 'camera_busy',
};

const WORDS: Readonly<Record<Locale, () => Promise<{ words: CameraWords }>>> = {
  en: () => import('../i18n/camera/en.ts'),
  de: () => import('../i18n/camera/de.ts'),
  fr: () => import('../i18n/camera/fr.ts'),
  es: () => import('../i18n/camera/es.ts'),
  it: () => import('../i18n/camera/it.ts'),
};

/** Fetches what the camera needs besides this chunk. */
export async function loadCamera(ui: Ui): Promise<FunctionComponent<ScreenProps>> {
  ui.dictionary.add((await WORDS[ui.visit.options.lang]()).words);
  ui.adopt(css);
  return Camera;
}

/** Wide enough for a useful iris, small enough for every front camera. */
const WANTED: MediaStreamConstraints = {
  video: { facingMode: 'user', width: { ideal: 1920 }, height: { ideal: 1440 } },
};
const LOOK_EVERY_MS = 350;

/** Live preview with an oval to fit the face into, hints about light and hand, and the shutter. */
function Camera({ ui }: ScreenProps) {
  const { t, visit } = ui;
  const video = useRef<HTMLVideoElement>(null);
  const { trouble, ready } = useCamera(video);
  const hint = useHint(video, ready);

  const shoot = async () => {
    if (video.current === null) return;
    const canvas = document.createElement('canvas');
    canvas.width = video.current.videoWidth;
    canvas.height = video.current.videoHeight;
    canvas.getContext('2d')?.drawImage(video.current, 0, 0);
    await measure(visit, { blob: await toJpeg(canvas) });
  };

  return (
    <div class="column narrow centred">
      <h2 tabIndex={-1}>{t('camera_title')}</h2>
      {trouble === null ? (
        <div class="viewfinder">
          <video ref={video} autoplay muted playsInline />
          <svg viewBox="0 0 100 125" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
            <path class="veil" d="M0 0H100V125H0zM50 16a31 42 0 0 0 0 84a31 42 0 0 0 0-84z" />
            <ellipse
              class={ready && hint === 'good' ? 'oval good' : 'oval'}
              cx="50"
              cy="58"
              rx="31"
              ry="42"
            />
            <path class="axis" d="M50 10v8M50 98v8M15 51h7M78 51h7" />
          </svg>
        </div>
      ) : (
        <p class="card">{t(trouble)}</p>
      )}
      <p class="hint" role="status">
        {trouble === null && t(ready ? `camera_${hint}` : 'camera_starting')}
      </p>
      <div class="actions">
        {trouble === null && (
          <button type="button" class="primary" part="primary" disabled={!ready} onClick={() => void shoot()}>
            <Icon d={CAMERA} />
            {t('camera_shoot')}
          </button>
        )}
        <button
          type="button"
          class={trouble === null ? 'plain' : 'primary'}
          onClick={() => visit.dispatch({ type: 'went', to: 'photo' })}
        >
          {t('photo_pick')}
        </button>
      </div>
    </div>
  );
}

/** Runs the camera while the screen is up; every track is stopped when it goes. */
function useCamera(video: { current: HTMLVideoElement | null }): { trouble: WordKey | null; ready: boolean } {
  const [trouble, setTrouble] = useState<WordKey | null>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const start = async () => {
      stream = await navigator.mediaDevices.getUserMedia(WANTED);
      if (gone || video.current === null) return stop();
      video.current.srcObject = stream;
      await video.current.play();
      setReady(true);
    };
    start().catch((error: unknown) => {
      if (gone) return;
      setTrouble(TROUBLE[error instanceof DOMException ? error.name : ''] ?? 'camera_none');
    });
    return () => {
      gone = true;
      stop();
    };
  }, [video]);
  return { trouble, ready };
}

/** Looks at a thumbnail of the picture three times a second. */
function useHint(video: { current: HTMLVideoElement | null }, ready: boolean): Hint {
  const [hint, setHint] = useState<Hint>('good');
  useEffect(() => {
    if (!ready) return;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [48, 48];
    const context = canvas.getContext('2d', { willReadFrequently: true });
    let previous: Uint8Array | null = null;
    const look = () => {
      const element = video.current;
      if (context === null || element === null) return;
      const { videoWidth: w, videoHeight: h } = element;
      // The middle of the picture, where the oval is.
      const side = Math.min(w, h) * 0.7;
      context.drawImage(element, (w - side) / 2, (h - side) / 2, side, side, 0, 0, 48, 48);
      const { stats, luma } = frameStats(context.getImageData(0, 0, 48, 48).data, 48, previous);
      previous = luma;
      setHint(hintFor(stats));
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [ready, video]);
  return hint;
}
