import type { FrameShape } from '../../server/catalog/index.ts';
import type { FinishName } from './finishes.ts';

/** A house of the demo shop, invented like all of them, and what it is known for. */
export interface House {
  readonly brand: string;
  readonly build: 'acetate' | 'metal' | 'titanium' | 'both';
  /** Lowest and highest price of its frames, EUR. */
  readonly prices: readonly [number, number];
  /** How its sizes lean, in mm of total width. */
  readonly widths: readonly [number, number];
  readonly gender: 'women' | 'men' | 'unisex' | 'kids';
}

export const HOUSES: readonly House[] = [
  { brand: 'Tarnwick', build: 'acetate', prices: [129, 219], widths: [130, 146], gender: 'unisex' },
  { brand: 'Ostrevia', build: 'both', prices: [149, 259], widths: [126, 140], gender: 'women' },
  { brand: 'Quillmere', build: 'metal', prices: [99, 189], widths: [128, 144], gender: 'unisex' },
  { brand: 'Grautal', build: 'titanium', prices: [229, 320], widths: [130, 148], gender: 'unisex' },
  { brand: 'Harrow & Wren', build: 'acetate', prices: [159, 249], widths: [132, 150], gender: 'men' },
  { brand: 'Zephyrine', build: 'both', prices: [119, 209], widths: [126, 142], gender: 'women' },
  { brand: 'Pintoko', build: 'both', prices: [49, 89], widths: [112, 126], gender: 'kids' },
  { brand: 'Velloran', build: 'both', prices: [69, 129], widths: [126, 148], gender: 'unisex' },
];

/** One name for each model; the catalogue has as many products as there are names here. */
export const MODEL_NAMES =
  `Alder Amble Anise Arden Aster Avena Basil Beacon Birch Bluff Bracken Bramble Brisa Briar
Brook Cairn Calla Cedar Cinder Cirrus Clover Cobble Comet Copse Coral Cove Crest Cypress Dahlia Dale Delta Drift
Dune Echo Eddy Elder Elm Ember Fable Fen Fern Fjord Flint Flora Forge Gale Garnet Glade Glen Grove Gull Harbor
Haven Hazel Heath Heron Hollow Iris Isle Ivy Jasper Juniper Kelp Kite Knoll Lagoon Larch Lark Laurel Linden Loam
Lotus Lumen Lupin Maple Marina Marsh Meadow Mesa Mica Mistral Moor Moss Myrtle Nectar Nettle Nimbus Nova Oak Oasis
Ochre Opal Orchid Osprey Otter Pebble Petal Pine Plover Poppy Prairie Quarry Quartz Quince Raven Reed Ridge Rill
River Robin Rowan Rush Saffron Sage Sable Sequoia Shale Shore Sierra Slate Sorrel Sparrow Spruce Summit Swallow
Swift Tansy Teal Terra Thicket Thistle Thyme Tide Timber Topaz Tundra Vale Verbena Vesper Vista Willow Wisp
Yarrow Zenith`.split(/\s+/);

/** How often each shape is made, as in a shop: many rectangles and pantos, few D-frames. */
export const SHAPE_SHARE: readonly (readonly [FrameShape, number])[] = [
  ['rectangle', 15],
  ['square', 14],
  ['round', 13],
  ['panto', 16],
  ['oval', 9],
  ['cat_eye', 13],
  ['trapezoid', 13],
  ['butterfly', 6],
  ['browline', 9],
  ['aviator', 8],
  ['navigator', 6],
  ['geometric', 9],
  ['d_frame', 6],
];

/** Lens height as a share of lens width: lowest and highest for each shape. */
export const HEIGHTS: Record<FrameShape, readonly [number, number]> = {
  rectangle: [0.58, 0.68],
  square: [0.78, 0.88],
  round: [0.93, 0.99],
  oval: [0.65, 0.74],
  panto: [0.85, 0.92],
  cat_eye: [0.7, 0.8],
  butterfly: [0.8, 0.88],
  browline: [0.74, 0.84],
  aviator: [0.83, 0.9],
  navigator: [0.76, 0.83],
  trapezoid: [0.74, 0.82],
  geometric: [0.88, 0.95],
  d_frame: [0.72, 0.8],
  shield: [0.62, 0.72],
  other: [0.72, 0.82],
};

export const ACETATE_COLORS: readonly FinishName[] = [
  'Ink Black',
  'Dark Tortoise',
  'Honey Tortoise',
  'Clear Crystal',
  'Deep Navy',
  'Forest Green',
  'Chestnut',
  'Burgundy',
  'Smoke Crystal',
  'Matte Graphite',
  'Champagne Beige',
  'Rose Crystal',
  'Blue Tortoise',
  'Black Fade',
  'Brown Fade',
  'Plum Fade',
  'Olive Crystal',
  'Dusty Pink',
  'Lavender',
  'Coral Red',
  'Sky Blue',
  'Ivory White',
  'Honey Yellow',
];

export const KIDS_COLORS: readonly FinishName[] = [
  'Sky Blue',
  'Coral Red',
  'Dusty Pink',
  'Lavender',
  'Honey Yellow',
  'Forest Green',
  'Blue Tortoise',
  'Clear Crystal',
];

export const METAL_COLORS: readonly FinishName[] = [
  'Gold',
  'Black Metal',
  'Silver',
  'Gunmetal',
  'Rose Gold',
  'Bronze',
];
