import { describe, expect, it } from 'vitest';
import type { Language } from '../../recommend/index.ts';
import { openShop } from '../local/testing.ts';
import type { Intent, Slot } from '../understanding.ts';
import { type Known, openGrounding } from './index.ts';

const frame = (product_id: string, title: string, price: number) => ({
  product_id,
  title,
  brand: 'Nordlicht',
  price,
  prices: [price],
  colors: [],
  in_stock: true,
  numbers: [52, 18, 145],
});
const KNOWN: Omit<Known, 'language'> = {
  currency: 'EUR',
  frames: [frame('p1', 'Aria Round', 12_900), frame('p2', 'Bold 45', 8950)],
  names: ['Optik Licht', 'Iris'],
  facts: [],
  counts: [17],
  shopper: 'under 150',
  instructions: 'Never say this.',
  canary: 'ref-1234',
};

/** As language models answer in shops, inventing nothing. */
const ANSWERS: [Language, string][] = [
  [
    'en',
    'Great choice! For an oval face, round frames like [[p1]] add a little contrast. It is made of acetate and weighs next to nothing.',
  ],
  [
    'en',
    'Here are three frames under €150 that match:\n- [[p1]]: round, black, light\n- [[p2]]: square, with a keyhole bridge\nWould you like to see them on your face?',
  ],
  [
    'en',
    "I don't see any cat-eye frames below that price. Shall we look at a slightly higher budget, or a different shape?",
  ],
  ['en', '[[p1]] has a lens width of 52 mm and a bridge of 18 mm, so it sits well on a medium face.'],
  [
    'en',
    'If you like, I can compare [[p1]] and [[p2]] for you. Both are made of acetate, but [[p2]] is a bit bolder.',
  ],
  ['en', "For driving, polarized sunglasses reduce glare. I'd suggest [[p1]] in black."],
  ['en', "Yes, I'm an AI assistant. How can I help you find your new glasses?"],
  ['en', "I can't help with prescriptions, but our opticians can. Would you like me to connect you?"],
  ['en', 'Sure! Before I search: do you prefer metal or acetate?'],
  [
    'de',
    'Klar! Für ein ovales Gesicht passen runde Fassungen wie [[p1]] sehr gut. Sie ist aus Acetat und wirkt leicht.',
  ],
  [
    'de',
    'Hier sind drei Modelle unter 150 €:\n- [[p1]]: rund, schwarz\n- [[p2]]: eckig und markant\nMöchtest du sie vergleichen?',
  ],
  [
    'de',
    'Leider habe ich keine Katzenaugen-Brille in dieser Preisklasse gefunden. Soll ich etwas teurere Modelle zeigen?',
  ],
  [
    'de',
    '[[p1]] hat eine Glasbreite von 52 mm und einen Steg von 18 mm, das passt zu einem mittleren Gesicht.',
  ],
  ['de', 'Ja, ich bin eine KI. Wobei kann ich Ihnen helfen?'],
  [
    'de',
    'Für die Arbeit am Bildschirm empfehle ich eine leichte Fassung mit Blaulichtfilter. Welche Farbe magst du?',
  ],
  [
    'de',
    'Wenn du magst, messe ich dein Gesicht anhand eines Fotos, dann kann ich die Größe besser einschätzen.',
  ],
  ['fr', 'Bien sûr ! Pour un visage ovale, [[p1]] apporte un joli contraste. Elle est légère et en acétate.'],
  [
    'fr',
    'Voici trois montures à moins de 150 € :\n- [[p1]] : ronde et noire\n- [[p2]] : carrée, plus affirmée\nSouhaitez-vous les comparer ?',
  ],
  ['fr', "Je n'ai pas trouvé de monture œil de chat à ce prix. Voulez-vous un budget un peu plus élevé ?"],
  ['fr', 'Oui, je suis une IA. Comment puis-je vous aider à trouver vos lunettes ?'],
  ['es', '¡Claro! Para un rostro ovalado, [[p1]] aporta contraste. Es ligera y de acetato.'],
  [
    'es',
    'Aquí tienes tres monturas por menos de 150 €:\n- [[p1]]: redonda y negra\n- [[p2]]: cuadrada y más atrevida\n¿Quieres compararlas?',
  ],
  ['es', 'No he encontrado monturas de ojo de gato a ese precio. ¿Buscamos con un presupuesto algo mayor?'],
  ['es', 'Sí, soy una IA. ¿En qué puedo ayudarte?'],
  ['it', 'Certo! Per un viso ovale, [[p1]] crea un bel contrasto. È leggera e in acetato.'],
  [
    'it',
    'Ecco tre montature sotto i 150 €:\n- [[p1]]: rotonda e nera\n- [[p2]]: squadrata e più decisa\nVuoi confrontarle?',
  ],
  ['it', "Non ho trovato montature cat eye a questo prezzo. Vuoi alzare un po' il budget?"],
  ['it', "Sì, sono un'intelligenza artificiale. Come posso aiutarti?"],
];

describe('an answer that invents nothing', () => {
  it.each(ANSWERS)('is said whole, in %s: %s', (language, text) => {
    const grounding = openGrounding({ ...KNOWN, language });
    const said = [...grounding.push(text), ...grounding.end()].join('');
    const meant = text.replaceAll('[[p1]]', 'Aria Round').replaceAll('[[p2]]', 'Bold 45');
    expect(said.replace(/ \([^)]*\)/g, '').replace(/\s+/g, ' ')).toBe(meant.replace(/\s+/g, ' '));
  });
});

describe('the local model', () => {
  const TURNS: [Intent, Partial<Slot>[]][] = [
    ['greet', []],
    [
      'find_frames',
      [
        { slot: 'shape', value: 'round' },
        { slot: 'max_price', value: 200 },
      ],
    ],
    [
      'compare',
      [
        { slot: 'ordinal', value: 1 },
        { slot: 'ordinal', value: 2 },
      ],
    ],
    ['product_details', [{ slot: 'ordinal', value: 1 }]],
    ['price', [{ slot: 'ordinal', value: 1 }]],
    ['availability', [{ slot: 'ordinal', value: 1 }]],
    ['fit_question', [{ slot: 'ordinal', value: 1 }]],
    ['face_shape_advice', []],
    ['find_frames', [{ slot: 'material', value: 'wood' }]],
    ['small_talk', []],
    ['goodbye', []],
    ['out_of_scope', []],
  ];

  it.each(['en', 'de', 'fr', 'es', 'it'] as const)('speaks %s as it may be spoken', async (language) => {
    const shop = openShop();
    let [sentences, kept] = [0, 0];
    for (const [intent, slots] of TURNS) {
      const { text, memory } = await shop.say({ intent, slots, language });
      const details = await shop.tools.compare(memory.seen.slice(-6));
      const frames = details.map(({ product, card }) => ({
        ...frame(card.product_id, card.title, card.price),
        prices: [product.price, ...product.variants.map(({ price }) => price)],
        colors: product.variants.flatMap(({ color }) => color ?? []),
        in_stock: product.in_stock,
        numbers: [...Object.values(card.frame), ...Object.values(product.eyewear)].filter(
          (value) => typeof value === 'number',
        ),
      }));
      const counts = (text.match(/\d+/g) ?? []).map(Number);
      for (const sentence of text.split(/(?<=[.!?])\s+/)) {
        const grounding = openGrounding({ ...KNOWN, language, frames, counts, shopper: '150 200' });
        sentences++;
        if ([...grounding.push(sentence), ...grounding.end()].length > 0) kept++;
      }
    }
    expect(sentences).toBeGreaterThan(15);
    expect(kept / sentences).toBeGreaterThanOrEqual(0.8);
  });
});
