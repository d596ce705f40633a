import type { Dictionary, Translate } from '../i18n/index.ts';
import type { State } from '../runtime/state.ts';
import type { Visit } from '../runtime/visit.ts';

/** What every screen needs: the visit, the words, and the shopper's way of writing numbers. */
export interface Ui {
  readonly visit: Visit;
  readonly dictionary: Dictionary;
  readonly t: Translate;
  /** Language tag for dates and numbers. */
  readonly tag: string;
  /** Adds a chunk's style sheet to the shadow root, once. */
  readonly adopt: (css: string) => void;
}

export interface ScreenProps {
  readonly ui: Ui;
  readonly state: State;
}

/** A price in minor units, as the shopper writes prices. */
export function priceText(ui: Ui, minor: number, currency: string): string {
  const format = new Intl.NumberFormat(ui.tag, { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** A price without its small coins, where it has none. */
export const roundPriceText = (ui: Ui, minor: number, currency: string): string =>
  priceText(ui, minor, currency).replace(/[.,]00(?!\d)/, '');

/** Millimetres with `digits` decimals. */
export function mmText(ui: Ui, value: number, digits = 0): string {
  return new Intl.NumberFormat(ui.tag, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** The shopper's word for one of the catalogue's values; a value we do not know is shown as it is. */
export function wordFor(ui: Ui, axis: 'shape' | 'color' | 'material', value: string): string {
  const key = `${axis}_${value}`;
  return ui.dictionary.has(key) ? ui.t(key) : value.replaceAll('_', ' ');
}
