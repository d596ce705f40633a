import { render } from 'preact';
import type { RecommendationList } from '../../server/recommend/index.ts';
import { loadDictionary } from '../i18n/index.ts';
import type { Wishes } from '../runtime/api.ts';
import { languageOf, readConfig } from '../runtime/config.ts';
import { emitterFor } from '../runtime/events.ts';
import { createHttp } from '../runtime/http.ts';
import { Visit } from '../runtime/visit.ts';
import { wait } from '../runtime/wait.ts';
import { App } from './app.tsx';
import baseCss from './base.css';
import type { Ui } from './ui.ts';

/** A widget in its element, as the loader drives it. */
export interface Mounted {
  readonly session: Visit['session'];
  open(to?: 'chat'): void;
  close(): void;
  recommend(wishes: Wishes): Promise<RecommendationList>;
  destroy(): void;
}

const later = () => import('./later.ts');

export interface MountModule {
  mount(host: HTMLElement, root: ShadowRoot, script: string): Promise<Mounted>;
}

/**
 * Builds the widget inside an element's shadow root.
 * @param script address of the loader, whose origin is the default server
 * @throws Error when the configuration cannot work; what is wrong with it is in the console
 */
export async function mount(host: HTMLElement, root: ShadowRoot, script: string): Promise<Mounted> {
  const { config, warnings } = readConfig({ ...host.dataset }, document.baseURI, script);
  // biome-ignore lint/suspicious/noConsole: the page's console is where its author looks for a wrong attribute
  for (const warning of warnings) console.warn(`<varai-discovery> ${warning}`);
  if (config === null) throw new Error('<varai-discovery> is not configured');

  const wanted = config.locale ?? (document.documentElement.lang || navigator.language);
  const lang = languageOf(wanted) ?? 'en';
  const dictionary = await loadDictionary(lang);
  const visit = new Visit({
    config,
    lang,
    call: createHttp({ server: config.server, key: config.key, fetch: fetch.bind(window), wait }),
    emit: emitterFor(host),
    prepare: async (photo) => (await later()).preparePhoto(photo),
    sendToCart: async (item) => (await later()).sendToCart(config, item),
  });

  const adopted = new Set<string>();
  const adopt = (css: string) => {
    if (adopted.has(css)) return;
    adopted.add(css);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  };
  adopt(baseCss);
  const place = document.createElement('div');
  place.className = `varai ${config.mode}`;
  place.lang = lang;
  // So run all the languages we speak, whatever the page does.
  place.dir = 'ltr';
  root.append(place);
  const ui: Ui = {
    visit,
    dictionary,
    t: dictionary.t,
    tag: languageOf(wanted) === null ? 'en' : wanted,
    adopt,
  };
  render(<App ui={ui} />, place);

  return {
    get session() {
      return visit.session;
    },
    open: (to) => visit.open(to),
    close: () => visit.close(),
    recommend: async (wishes) => (await later()).recommend(visit, wishes),
    destroy: () => {
      visit.close();
      visit.forget();
      render(null, place);
      place.remove();
    },
  };
}
