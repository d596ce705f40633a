import type { ApiKeys } from '../server/access/index.ts';
import type { ApplianceOptions } from '../server/appliance.ts';
import { type RunningServer, startServer } from '../server/main.ts';
import { DEMO_ASSISTANT } from './assistant.ts';
import { renderFace } from './faces/render.ts';
import { drawSample, SAMPLE_FACES } from './faces/samples.ts';
import { demoCatalogue, demoImage } from './frames/catalogue.ts';
import { demoShop } from './shop/index.ts';

export { startPlatforms } from './platforms/guide.ts';

export const DEMO_STORE = 'demo';

/**
 * Starts the appliance with the demo shop on it: its frames imported into the store `demo`, and a publishable key
 * for its own pages.
 */
export async function startDemo(options: Omit<ApplianceOptions, 'extensions'>): Promise<RunningServer> {
  return startServer({
    ...options,
    async extensions({ catalog, stores, keys, chat }) {
      const products = demoCatalogue();
      await stores.save({ store_id: DEMO_STORE, name: 'Halden Optics', currency: 'EUR', locale: 'en' });
      await catalog.import(DEMO_STORE, JSON.stringify({ products }), { format: 'json', mode: 'replace' });
      await chat.chatSettings.save(DEMO_STORE, DEMO_ASSISTANT);
      return [
        demoShop({
          products,
          publishableKey: await demoKey(keys),
          currency: 'EUR',
          sampleFaces: SAMPLE_FACES.map(({ id }) => `/demo/faces/${id}.jpg`),
          frameSvg: (file) => demoImage(file, products),
          faceImage: sampleFaces(),
        }),
      ];
    },
  });
}

/** The key of the demo's own pages, the same at every start. */
async function demoKey(keys: ApiKeys): Promise<string> {
  const standing = (await keys.list(DEMO_STORE)).find(({ kind }) => kind === 'publishable');
  if (standing?.publishable_key !== undefined) return standing.publishable_key;
  return (await keys.create({ kind: 'publishable', store_id: DEMO_STORE, label: 'demo shop' })).key;
}

/** Draws each sample face once, when it is first asked for. */
function sampleFaces(): (name: string) => Promise<Buffer | null> {
  const drawn = new Map<string, Promise<Buffer>>();
  return async (name) => {
    const sample = SAMPLE_FACES.find(({ id }) => id === name);
    if (sample === undefined) return null;
    const picture = drawn.get(name) ?? renderFace(drawSample(sample), { format: 'jpeg' });
    drawn.set(name, picture);
    return picture;
  };
}
