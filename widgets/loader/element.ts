import type { RecommendationList } from '../../server/recommend/index.ts';
import type { Mounted, MountModule } from '../components/mount.tsx';
import type { Wishes } from '../runtime/api.ts';
import { LABELS } from './labels.ts';

const style = `:host{display:inline-block;min-height:48px}
:host([data-mode=inline]){display:block}
:host([hidden]){display:none}
[part=launcher]{box-sizing:border-box;min-height:48px;padding:12px 22px;border:1px solid transparent;
border-radius:var(--varai-radius-control,999px);background:var(--varai-accent,#17453f);color:var(--varai-on-accent,#fff);
font:600 16px/1.4 var(--varai-font,ui-sans-serif,system-ui,sans-serif);cursor:pointer}
[part=launcher]:focus-visible{outline:3px solid var(--varai-focus,#c8842b);outline-offset:3px}
[aria-busy=true]{opacity:.75;cursor:progress}
p{margin:8px 0 0;font:14px/1.4 var(--varai-font,ui-sans-serif,system-ui,sans-serif)}p:empty{display:none}`;

/**
 * Defines `<varai-discovery>`: a button that fetches nothing. The widget itself is loaded when a pointer or the
 * focus reaches the button, when it is pressed, or by a call of its methods; in inline mode when it comes near
 * the viewport after the page has loaded.
 * @param script where the loader came from
 * @param load imports the widget
 */
export function defineDiscovery(script: string, load: () => Promise<MountModule>): void {
  class VaraiDiscovery extends HTMLElement {
    readonly #root = this.attachShadow({ mode: 'open' });
    readonly #button = document.createElement('button');
    readonly #status = document.createElement('p');
    #widget: Promise<Mounted> | null = null;
    #mounted: Mounted | null = null;
    #nearby: IntersectionObserver | null = null;

    constructor() {
      super();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      this.#root.adoptedStyleSheets = [sheet];
      this.#button.type = 'button';
      this.#button.setAttribute('part', 'launcher');
      this.#button.setAttribute('aria-haspopup', 'dialog');
      this.#status.setAttribute('role', 'status');
      this.#root.append(this.#button, this.#status);
      // Fetching on approach makes the press feel instant; a failure is told when it matters.
      const warm = () => load().catch(() => {});
      for (const sign of ['pointerenter', 'focus']) this.#button.addEventListener(sign, warm, { once: true });
      this.#button.addEventListener('click', () => this.open().catch(() => {}));
    }

    connectedCallback(): void {
      this.#button.textContent = this.dataset.label ?? this.#label(0);
      if (this.dataset.mode !== 'inline') return;
      const watch = () => {
        this.#nearby ??= new IntersectionObserver(
          ([entry]) => {
            if (entry?.isIntersecting) this.open().catch(() => {});
          },
          { rootMargin: '200px' },
        );
        this.#nearby.observe(this);
      };
      const whenIdle = () =>
        'requestIdleCallback' in window ? requestIdleCallback(watch) : setTimeout(watch, 200);
      if (document.readyState === 'complete') whenIdle();
      else addEventListener('load', whenIdle, { once: true });
    }

    disconnectedCallback(): void {
      this.#nearby?.disconnect();
      this.#mounted?.destroy();
      this.#mounted = this.#widget = null;
    }

    /** The server's name for this visit, once there is one. */
    get session(): { session_id: string; expires_at: number | string } | null {
      return this.#mounted?.session ?? null;
    }

    /** Loads the widget if need be and shows it; with `chat`, on that screen. */
    async open(to?: 'chat'): Promise<void> {
      (await this.#ready()).open(to);
      this.#nearby?.disconnect();
      this.#button.hidden = this.dataset.mode === 'inline';
    }

    close(): void {
      this.#mounted?.close();
      this.#button.hidden = false;
    }

    /** Forgets the visit in this page and reads the configuration anew. */
    reset(): void {
      this.#button.hidden = false;
      this.#mounted?.destroy();
      this.#mounted = this.#widget = null;
    }

    /** Recommendations for these wishes, and for the face where one was measured. */
    async recommend(wishes: Wishes = {}): Promise<RecommendationList> {
      return (await this.#ready()).recommend(wishes);
    }

    #ready(): Promise<Mounted> {
      this.#widget ??= this.#load();
      return this.#widget;
    }

    async #load(): Promise<Mounted> {
      this.#button.setAttribute('aria-busy', 'true');
      this.#status.textContent = '';
      try {
        this.#mounted = await (await load()).mount(this, this.#root, script);
        return this.#mounted;
      } catch (error) {
        this.#widget = null;
        this.#status.textContent = this.#label(1);
        throw error;
      } finally {
        this.#button.removeAttribute('aria-busy');
      }
    }

    #label(which: 0 | 1): string {
      const tag = this.dataset.locale || document.documentElement.lang || navigator.language;
      return (LABELS[tag.slice(0, 2).toLowerCase()] ?? LABELS.en)?.[which] ?? '';
    }
  }

  if (!customElements.get('varai-discovery')) customElements.define('varai-discovery', VaraiDiscovery);
}
