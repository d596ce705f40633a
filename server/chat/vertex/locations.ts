/** A model in a place, as the settings name it. */
export interface Placed {
  /** `model@location` */
  name: string;
  model: string;
  location: string;
}

/**
 * Where data of a region may be processed, by how its locations begin: https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations
 * `global` is nowhere in particular, so no region's.
 */
const WITHIN: Readonly<Record<string, RegExp>> = {
  eu: /^(?:eu|europe-(?!west2$|west6$)[a-z0-9-]+)$/,
  uk: /^europe-west2$/,
  ch: /^europe-west6$/,
  us: /^(?:us|us-[a-z0-9-]+)$/,
  ca: /^northamerica-northeast\d$/,
};

/** @throws Error for what is no `model@location` */
export function placed(name: string): Placed {
  const [, model, location] = /^([a-z0-9.-]+)@([a-z0-9-]+)$/.exec(name) ?? [];
  if (model === undefined || location === undefined) throw new Error(`${name} is no model@location`);
  return { name, model, location };
}

/** Whether a store's data may go there. A region that is not listed may be a location's own name. */
export function suits(location: string, data_region: string | null): boolean {
  if (data_region === null) return true;
  return WITHIN[data_region]?.test(location) ?? location === data_region;
}
