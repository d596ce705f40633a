import { type Config, configSchema, LOCALES, type Locale, type Setting } from './config-schema.ts';

/** What a setting's text becomes, or what is wrong with it. */
type Parsed = { ok: true; value: unknown } | { ok: false; why: string };

const attributeOf = (name: string) => `data-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;

/**
 * Only http(s) addresses come through: `javascript:` in a cart URL would be a hole in the shop's page.
 * A template keeps its braces.
 */
function parseUrl(text: string, base: string, template: boolean): Parsed {
  const probe = template ? text.replace(/\{\w+\}/g, 'x') : text;
  if (!URL.canParse(probe, base)) return { ok: false, why: 'is not an address' };
  const url = new URL(probe, base);
  if (!/^https?:$/.test(url.protocol)) return { ok: false, why: 'must be http or https' };
  return { ok: true, value: template ? text : url.href };
}

function parseSetting(setting: Setting, text: string, base: string): Parsed {
  switch (setting.kind) {
    case 'url':
    case 'template':
      return parseUrl(text, base, setting.kind === 'template');
    case 'urls': {
      const all = text.split(/[\s,]+/).map((one) => parseUrl(one, base, false));
      return all.find((one) => !one.ok) ?? { ok: true, value: all.map((one) => one.ok && one.value) };
    }
    case 'choice':
      return setting.choices?.includes(text)
        ? { ok: true, value: text }
        : { ok: false, why: `must be one of ${setting.choices?.join(', ')}` };
    case 'integer': {
      const value = Number(text);
      return Number.isInteger(value) &&
        value >= (setting.min ?? -Infinity) &&
        value <= (setting.max ?? Infinity)
        ? { ok: true, value }
        : { ok: false, why: `must be a whole number from ${setting.min} to ${setting.max}` };
    }
    case 'locale':
      return languageOf(text) !== null
        ? { ok: true, value: text }
        : { ok: false, why: `is none of ${LOCALES.join(', ')}` };
    case 'text':
      return setting.pattern === undefined || new RegExp(setting.pattern).test(text)
        ? { ok: true, value: text }
        : { ok: false, why: `must match ${setting.pattern}` };
  }
}

/** The language we speak for a tag such as `de-AT`, or null. */
export function languageOf(tag: string): Locale | null {
  const language = tag.toLowerCase().split('-')[0];
  return LOCALES.find((one) => one === language) ?? null;
}

/**
 * Reads an element's `data-*` attributes.
 * A wrong value never stops the widget: it is named in `warnings` and its default used instead.
 * @param page the page's own address, against which relative addresses are read
 * @param script where the loader came from; its origin is the default server
 * @returns config is null only when a required setting is missing or wrong
 */
export function readConfig(
  data: Readonly<Record<string, string | undefined>>,
  page: string,
  script: string,
): { config: Config | null; warnings: string[] } {
  const config: Record<string, unknown> = {};
  const warnings: string[] = [];
  let usable = true;
  for (const [name, setting] of Object.entries<Setting>(configSchema)) {
    const text = data[name]?.trim() || undefined;
    let parsed: Parsed | undefined;
    if (text !== undefined) {
      parsed = parseSetting(setting, text, page);
      if (!parsed.ok) warnings.push(`${attributeOf(name)} ${parsed.why}.`);
    }
    if (parsed?.ok) config[name] = parsed.value;
    else if (setting.required) {
      usable = false;
      if (text === undefined) warnings.push(`${attributeOf(name)} is missing.`);
    } else config[name] = defaultOf(setting, page);
  }
  config.server ??= new URL(script).origin;
  config.server = String(config.server).replace(/\/+$/, '');
  return { config: usable ? (config as unknown as Config) : null, warnings };
}

function defaultOf(setting: Setting, page: string): unknown {
  if (setting.kind === 'urls') return [];
  if (setting.fallback === undefined) return null;
  const parsed = parseSetting(setting, setting.fallback, page);
  return parsed.ok ? parsed.value : null;
}
