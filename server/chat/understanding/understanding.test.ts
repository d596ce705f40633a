import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paced } from '../../catalog/index.ts';
import { INTENTS, type Situation, type Slot } from '../understanding.ts';
import { storeWords, understandFor, type WordedProduct } from './index.ts';

const product = (title: string, brand: string | null = null): WordedProduct => ({
  product_id: title.toLowerCase().replace(/\W+/g, '-'),
  title,
  brand,
});
const PRODUCTS: WordedProduct[] = [
  product('Quillmere Slate', 'Quillmere'),
  product('Quillmere Teal', 'Quillmere'),
  product('Ostrevia Coral', 'Ostrevia'),
  product('Harrow & Wren Ember', 'Harrow & Wren'),
  { ...product('Nimbus Round Titanium'), variants: [{ color: 'Midnight Navy' }] },
];
const understand = understandFor(await paced(storeWords(PRODUCTS)));

const situation = (change: Partial<Situation> = {}): Situation => ({
  language: 'en',
  shown: 0,
  awaiting: null,
  ...change,
});
const short = ({ slot, value, negated }: Slot) => `${negated ? '-' : ''}${slot}:${value}`;
const slotsOf = (text: string, change: Partial<Situation> = {}) =>
  understand(text, situation(change)).slots.map(short).sort().join(' ');
const intentOf = (text: string, change: Partial<Situation> = {}) =>
  understand(text, situation(change)).intent;

describe('messages as they are typed in a shop', () => {
  const onScreen = { shown: 3 };
  it.each([
    ['is there a person I can talk to', 'handover', ''],
    ['bist du ein mensch?', 'small_talk', ''],
    ['tu es un humain ?', 'small_talk', ''],
    ['was kosten Gleitsichtgläser?', 'store_question', ''],
    ['how much are progressive lenses', 'store_question', ''],
    ['cuánto cuestan los cristales progresivos?', 'store_question', ''],
    ['remove it from my cart', 'remove_from_cart', 'ordinal:0'],
    ['take the second one out of my basket', 'remove_from_cart', 'ordinal:2'],
    ['Nimm sie wieder aus dem Warenkorb', 'remove_from_cart', ''],
    ['enlève-la du panier', 'remove_from_cart', ''],
    ['quítala del carrito', 'remove_from_cart', ''],
    ['toglila dal carrello', 'remove_from_cart', ''],
    ['put the second one in my cart', 'add_to_cart', 'ordinal:2'],
    ['do you have ray-ban?', 'find_frames', 'brand:Ray-Ban'],
    ['Habt ihr Brillen von Gucci?', 'find_frames', 'brand:Gucci'],
    ['ich weiß nicht', 'no', ''],
    ['je ne sais pas', 'no', ''],
    ['thanks bye', 'goodbye', ''],
    ['ok thanks bye!', 'goodbye', ''],
    ['grazie ciao', 'goodbye', ''],
    ['cool cheers', 'small_talk', ''],
    ['wow thats pricey', 'find_frames', 'change:cheaper'],
    ['puh das ist teuer', 'find_frames', 'change:cheaper'],
    ['uf que caro', 'find_frames', 'change:cheaper'],
    ['che cari', 'find_frames', 'change:cheaper'],
    ['c’est un peu cher', 'find_frames', 'change:cheaper'],
    ['encore moins cher', 'find_frames', 'change:cheaper'],
    ['noch günstiger?', 'find_frames', 'change:cheaper'],
    ['can i try them on', 'measure_face', ''],
    ['do u have anything in gold', 'find_frames', 'color:gold'],
    ['nothing too expensive', 'find_frames', 'change:cheaper'],
    ["colour doesn't bother me", 'find_frames', 'any:color'],
    ['la forme m’est égale', 'find_frames', 'any:shape'],
    ['i have a tiny head nothing fits me', 'find_frames', 'size:narrow'],
    ['was hat die für maße', 'product_details', 'ordinal:0'],
    ['ist die polarisiert?', 'product_details', 'lens_type:polarized ordinal:0'],
    ['Dimmi di più sulla prima', 'product_details', 'ordinal:1'],
    ['which one is the lightest?', 'compare', ''],
    ['welche ist die leichteste?', 'compare', 'ordinal:0'],
    ['confronta le prime due', 'compare', 'ordinal:1'],
  ])('%s', (text, intent, slots) => {
    expect([intentOf(text, onScreen), slotsOf(text, onScreen)]).toEqual([intent, slots]);
  });

  it.each([
    ['90ish', 'en'],
    ['around 90', 'en'],
    ['una novantina', 'it'],
    ['sui 90', 'it'],
  ] as const)('%s is a budget where one was asked for', (text, language) => {
    expect(slotsOf(text, { language, awaiting: 'budget' })).toBe('max_price:90');
  });
});

describe('what a message wishes for', () => {
  it.each([
    ['not black, under 120, no plastic', '-color:black -material:plastic max_price:120'],
    ['anything but round', '-shape:round'],
    ['alles außer rund', '-shape:round'],
    ['ni noires ni dorées', '-color:black -color:gold'],
    ['né neri né dorati', '-color:black -color:gold'],
    ['senza montatura', 'rim:rimless'],
    ['no black, brown or gold', '-color:black -color:brown -color:gold'],
    ['not black but blue', '-color:black color:blue'],
    ['no plastic and please round', '-material:plastic shape:round'],
    ['Schwarz lieber nicht', '-color:black'],
    ['el negro no me gusta', '-color:black'],
    ['nicht zu teuer', ''],
    ['Metallgestell für Herren', 'gender:men material:metal'],
    ['dunkelblaue Lesebrille', 'color:blue lens_type:reading'],
    ['gruene brille', 'color:green'],
    ['blakc recangular framse', 'color:black shape:rectangle'],
    ['something light in light blue', 'color:blue light:true'],
    ['midnight navy ones', 'color:blue'],
    ['big glasses for a small face', 'size:narrow size:wide'],
    ['I have a round face and want square glasses', 'shape:square'],
    ['any colour, money is no object', 'any:color any:price'],
    ['Form und Preis sind mir egal', 'any:price any:shape'],
    ['for my wife, for the office', 'gender:women occasion:work'],
    ['what kind of frames do you have?', ''],
    ['Guten Abend, kann man hier etwas Rundes kaufen?', 'shape:round'],
  ])('%s', (text, slots) => {
    expect(slotsOf(text)).toBe(slots);
  });

  it.each([
    ['max 200 euro', 'max_price:200'],
    ['zwischen 100 und 200', 'max_price:200 min_price:100'],
    ['100-200 €', 'max_price:200 min_price:100'],
    ['not more than 80 pounds', 'max_price:80'],
    ['150€', 'max_price:150'],
    ['bis 1.200,50 €', 'max_price:1200.5'],
    ['two hundred euros at most', 'max_price:200'],
    ['cent cinquante euros maximum', 'max_price:150'],
    ['from 100 up', 'min_price:100'],
    ['about 150', 'max_price:150'],
    ['my old ones are 52-18-145', ''],
    ['for my daughter, 7 years old', 'gender:kids'],
  ])('prices: %s', (text, slots) => {
    expect(slotsOf(text)).toBe(slots);
  });

  it('reads a bare answer by what was asked', () => {
    expect(slotsOf('200', { awaiting: 'budget' })).toBe('max_price:200');
    expect(slotsOf('200')).toBe('');
    expect(slotsOf("don't mind", { awaiting: 'color' })).toBe('any:color');
    expect(slotsOf('egal', { awaiting: 'budget', language: 'de' })).toBe('any:price');
    expect(intentOf('yes', { awaiting: 'measure_face' })).toBe('yes');
    expect(intentOf('yes, blue ones', { awaiting: 'relax' })).toBe('find_frames');
  });
});

describe('what a message points at', () => {
  it.each([
    ['tell me more about the second one', 'ordinal:2'],
    ['die letzte gefällt mir', 'ordinal:-1'],
    ['le premier, il est à ma taille ?', 'ordinal:1'],
    ['more about number 3', 'ordinal:3'],
    ['is this one in stock?', 'ordinal:0'],
    ['me la llevo', 'ordinal:0'],
    ['cheaper ones please', 'change:cheaper'],
    ['celles-là sont trop grandes', 'change:smaller'],
    ['are these too big for my face?', ''],
  ])('%s', (text, slots) => {
    expect(slotsOf(text, { shown: 4 })).toBe(slots);
  });

  it.each([
    ['how much is the Coral?', 'product:ostrevia-coral'],
    ['coral frames please', 'color:pink'],
    ['show me something in teal', 'color:blue'],
    ['Quillmere Slate', 'product:quillmere-slate'],
    ['anything by quilmere?', 'brand:Quillmere'],
    ['harrow and wren in black', 'brand:Harrow & Wren color:black'],
    ['what is the Embr made of', 'product:harrow-wren-ember'],
    ['compare the Slate with the Teal', 'product:quillmere-slate product:quillmere-teal'],
  ])('frames of the store: %s', (text, slots) => {
    expect(slotsOf(text)).toBe(slots);
  });
});

describe('the language of a message', () => {
  it.each([
    ['schwarze Brille unter 100', 'en', 'de'],
    ['je veux quelque chose de rond', 'en', 'fr'],
    ['quiero algo más barato', 'en', 'es'],
    ['che occhiali mi stanno bene?', 'en', 'it'],
    ['where is my order?', 'de', 'en'],
    ['black under 120', 'de', 'de'],
    ['ok', 'it', 'it'],
    ['👍', 'fr', 'fr'],
  ] as const)('%s (on a page in %s)', (text, page, language) => {
    expect(understand(text, situation({ language: page })).language).toBe(language);
  });
});

it('says with little confidence that it has not understood', () => {
  expect(understand('qwrtz plmk vbnx', situation())).toMatchObject({
    intent: 'out_of_scope',
    confidence: 0.2,
  });
  expect(understand('hello', situation()).confidence).toBeGreaterThan(0.7);
});

it('understands any text somehow, and always the same', () => {
  const words = [
    'not',
    'black',
    'under',
    '120',
    '€',
    ',',
    'ohne',
    'the',
    'Coral',
    '-',
    'or',
    'ni',
    'second',
    'más',
  ];
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 1000 }),
    fc.array(fc.constantFrom(...words), { maxLength: 200 }).map((all) => all.join(' ')),
    fc.array(fc.constantFrom('a', 'b', 'e', 'n', ' '), { maxLength: 1000 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, fc.constantFrom('en', 'de', 'fr', 'es', 'it'), fc.nat(6), (said, language, shown) => {
      const given: Situation = { language, shown, awaiting: 'budget' };
      const understood = understand(said, given);
      expect(INTENTS).toContain(understood.intent);
      expect(understood.confidence).toBeGreaterThanOrEqual(0);
      expect(understood.confidence).toBeLessThanOrEqual(1);
      expect(understood.slots.length).toBeLessThanOrEqual(500);
      expect(understand(said, given)).toEqual(understood);
    }),
    { numRuns: 300 },
  );
});

it('reads ten thousand products in steps', async () => {
  const many = Array.from({ length: 10_000 }, (_, i) =>
    product(`Model ${i} ${i % 7 ? 'Round' : 'Aviator'}`, `House ${i % 50}`),
  );
  let steps = 0;
  const reading = storeWords(many);
  for (let step = reading.next(); !step.done; step = reading.next()) steps += 1;
  expect(steps).toBeGreaterThanOrEqual(10_000);
  expect(await paced(storeWords(many))).toMatchObject({ brands: expect.any(Map) });
});
