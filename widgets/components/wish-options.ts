import type { Wishes } from '../runtime/api.ts';
import { AXES, type Axis, CHOICES, priceOf, priceRanges, withChoice, withPrice } from '../runtime/choices.ts';
import type { Option } from './chips.tsx';
import { roundPriceText, type ScreenProps, wordFor } from './ui.ts';

export interface WishAxis {
  readonly name: Axis | 'price';
  readonly legend: string;
  readonly options: readonly Option[];
  readonly chosen: string | null;
  readonly choose: (value: string | null) => Wishes;
}

/** The questions about taste and price, with the shopper's answers so far. */
export function wishAxes({ ui, state }: ScreenProps, wishes: Wishes): readonly WishAxis[] {
  const currency = state.shop?.store.currency ?? state.frames.list[0]?.currency ?? 'EUR';
  const ranges = priceRanges(currency);
  const money = (minor: number | undefined) => roundPriceText(ui, minor ?? 0, currency);
  const words = { low: 'price_under', middle: 'price_between', high: 'price_over' } as const;
  const taste = AXES.map((axis) => ({
    name: axis,
    legend: ui.t(axis),
    options: CHOICES[axis].map((value) => ({ value, label: wordFor(ui, axis, value) })),
    chosen: wishes[axis] ?? null,
    choose: (value: string | null) => withChoice(wishes, axis, value),
  }));
  return [
    ...taste,
    {
      name: 'price',
      legend: ui.t('price'),
      options: ranges.map(({ id, min_price, max_price }) => ({
        value: id,
        label: ui.t(words[id as keyof typeof words], { low: money(min_price), high: money(max_price) }),
      })),
      chosen: priceOf(wishes, ranges)?.id ?? null,
      choose: (id) => withPrice(wishes, ranges.find((range) => range.id === id) ?? null),
    },
  ];
}
