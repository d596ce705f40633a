import { describe, expect, it } from 'vitest';
import { languageOf, readConfig } from './config.ts';
import { CONFIG_DOCS } from './config-docs.ts';
import { configSchema } from './config-schema.ts';

const PAGE = 'https://shop.example/products/1';
const SCRIPT = 'https://varai.example/widgets/varai.js';
const read = (data: Record<string, string>) => readConfig({ key: 'pk_1', ...data }, PAGE, SCRIPT);

describe('the configuration in data attributes', () => {
  it('needs only the key; the server is where the script came from', () => {
    const { config, warnings } = read({});
    expect(warnings).toEqual([]);
    expect(config).toMatchObject({
      key: 'pk_1',
      server: 'https://varai.example',
      mode: 'dialog',
      limit: 12,
      sampleFaces: [],
      cartUrl: null,
    });
  });

  it('says what is missing, and that a secret key has no place in a page', () => {
    expect(readConfig({}, PAGE, SCRIPT)).toMatchObject({
      config: null,
      warnings: [expect.stringContaining('data-key is missing')],
    });
    expect(readConfig({ key: 'sk_secret' }, PAGE, SCRIPT).config).toBeNull();
  });

  it('never repeats a key that should not have been there', () => {
    expect(readConfig({ key: 'sk_secret' }, PAGE, SCRIPT).warnings.join()).not.toContain('sk_secret');
  });

  it.each([
    ['cartUrl', 'javascript:alert(1)', 'data-cart-url'],
    ['cartPage', 'data:text/html,x', 'data-cart-page'],
    ['mode', 'popup', 'data-mode'],
    ['limit', '0', 'data-limit'],
    ['limit', '3.5', 'data-limit'],
    ['locale', 'pt', 'data-locale'],
  ])('warns about %s="%s" and goes on with the default', (name, value, attribute) => {
    const { config, warnings } = read({ [name]: value });
    expect(warnings).toEqual([expect.stringContaining(attribute)]);
    expect(config).toEqual(read({}).config);
  });

  it('reads addresses against the page and keeps the braces of a template', () => {
    const { config } = read({ sampleFaces: '/a.jpg /b.jpg', cartUrl: '/cart/add?id={variant_id}' });
    expect(config?.sampleFaces).toEqual(['https://shop.example/a.jpg', 'https://shop.example/b.jpg']);
    expect(config?.cartUrl).toBe('/cart/add?id={variant_id}');
  });

  it('knows a language by its region too', () => {
    expect(languageOf('de-AT')).toBe('de');
    expect(languageOf('pt-BR')).toBeNull();
  });

  it('has words for every attribute', () => {
    expect(Object.keys(CONFIG_DOCS)).toEqual(Object.keys(configSchema));
  });
});
