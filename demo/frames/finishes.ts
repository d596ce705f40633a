/** How a colour looks: the paints the drawing needs, and the kind of surface. */
export interface Finish {
  readonly kind: 'solid' | 'tortoise' | 'crystal' | 'fade' | 'metal';
  readonly base: string;
  /** Second colour: spots of a tortoise, the lower end of a fade, the light of a metal. */
  readonly accent: string;
}

const finish = (kind: Finish['kind'], base: string, accent: string): Finish => ({ kind, base, accent });

/** The colours of the demo catalogue, by the name printed on the product. */
export const FINISHES = {
  'Ink Black': finish('solid', '#1d1d21', '#3a3a42'),
  'Matte Graphite': finish('solid', '#43464d', '#5d616a'),
  Chestnut: finish('solid', '#6b3f28', '#8a5a3c'),
  'Deep Navy': finish('solid', '#22304f', '#3a4d78'),
  'Forest Green': finish('solid', '#25453a', '#3f6a5b'),
  Burgundy: finish('solid', '#5c1f2d', '#87384a'),
  'Coral Red': finish('solid', '#c9503f', '#e17b68'),
  'Dusty Pink': finish('solid', '#d79c9f', '#e9bfc0'),
  Lavender: finish('solid', '#8d7fb3', '#b3a7d1'),
  'Sky Blue': finish('solid', '#5d8fc0', '#8ab3da'),
  'Ivory White': finish('solid', '#ece5d6', '#fbf8f0'),
  'Honey Yellow': finish('solid', '#d3962b', '#eabc63'),
  'Dark Tortoise': finish('tortoise', '#7a4a22', '#2a170c'),
  'Honey Tortoise': finish('tortoise', '#c98b3d', '#6b3813'),
  'Blue Tortoise': finish('tortoise', '#4f7391', '#1c2c3f'),
  'Clear Crystal': finish('crystal', '#dfe7ea', '#ffffff'),
  'Smoke Crystal': finish('crystal', '#8b929b', '#cfd5db'),
  'Rose Crystal': finish('crystal', '#e3b3b4', '#ffe9e6'),
  'Olive Crystal': finish('crystal', '#8f9768', '#d7dcb8'),
  'Champagne Beige': finish('crystal', '#d9bf98', '#f8ead0'),
  'Black Fade': finish('fade', '#1f1f24', '#c4c7cc'),
  'Brown Fade': finish('fade', '#5d3a25', '#e0c3a1'),
  'Plum Fade': finish('fade', '#53294f', '#d9b6d2'),
  Gold: finish('metal', '#b98f3e', '#f3dd9f'),
  'Rose Gold': finish('metal', '#bd7f68', '#f5cdbb'),
  Silver: finish('metal', '#9aa1a9', '#f1f4f7'),
  Gunmetal: finish('metal', '#4d525a', '#a3a9b2'),
  'Black Metal': finish('metal', '#202227', '#6f747d'),
  Bronze: finish('metal', '#7b5636', '#c9a17a'),
} as const satisfies Record<string, Finish>;

export type FinishName = keyof typeof FINISHES;

/** The finish of a colour name; what nobody here knows is drawn as graphite. */
export function finishOf(color: string | null): Finish {
  return (FINISHES as Record<string, Finish>)[color ?? ''] ?? FINISHES['Matte Graphite'];
}
