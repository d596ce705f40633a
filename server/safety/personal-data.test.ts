import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksMedical, maskPersonalData } from './index.ts';

const FOUND: [string, string][] = [
  ['write to anna.müller+shop@mail.example.co.uk please', 'write to [e-mail] please'],
  ['anna (at) example.com', '[e-mail]'],
  ['anna.mueller at gmail dot com', '[e-mail]'],
  ['anna punkt mueller at web punkt de', '[e-mail]'],
  ['jean.dupont arobase orange.fr', '[e-mail]'],
  ['maria [arroba] gmail punto com', '[e-mail]'],
  ['luca chiocciola libero.it', '[e-mail]'],
  ['anna @ gmail.com', '[e-mail]'],
  ['I am @anna_berlin there', 'I am [name] there'],
  ['my phone 5552671', 'my phone [phone]'],
  ['０１７１ １２３４５６７', '[phone]'],
  ['mi dni es 12345678Z', 'mi dni es [id]'],
  ['codice fiscale RSSMRA85T10A562S', 'codice fiscale [id]'],
  ['I’m John Smith, hello', 'I’m [name], hello'],
  ['MY NAME IS JOHN SMITH', 'MY NAME IS [name]'],
  ['221b baker street', '[address]'],
  ['ich wohne musterstraße 5, 80331 münchen', 'ich wohne [address]'],
  ['12 rue des lilas 75011 paris', '[address]'],
  ['calle mayor 3 28013 madrid', '[address]'],
  ['via roma 10, 00184 roma', '[address]'],
  ['right eye -2, left -3', 'right eye [prescription], left [prescription]'],
  ['my prescription is minus 2.25', 'my prescription is [prescription]'],
  ['my PD: 31.5/32', 'my PD: [prescription]'],
  ['écart pupillaire 62 mm', 'écart pupillaire [prescription]'],
  ['call me: +49 30 901820', 'call me: [phone]'],
  ['my number is 020 7946 0958', 'my number is [phone]'],
  ['Tel. 0171 1234567, danke', 'Tel. [phone], danke'],
  ['appelez le 06 12 34 56 78', 'appelez le [phone]'],
  ['llámame al 612 345 678', 'llámame al [phone]'],
  ['il mio cellulare: 347 123 4567', 'il mio cellulare: [phone]'],
  ['(415) 555-2671 after five', '[phone] after five'],
  ['card 4111 1111 1111 1111 cvv 123', 'card [card] cvv [card]'],
  ['5500-0000-0000-0004', '[card]'],
  ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN [iban]'],
  ['gb29nwbk60161331926819', '[iban]'],
  ['GB29 NWBK 6016 1331 9268 19 is mine', '[iban] is mine'],
  ['size 52 4111 1111 1111 1111 12 pairs', 'size 52 [card] 12 pairs'],
  ['My name is John Smith and I like round', 'My name is [name] and I like round'],
  ['my name is john and I like round', 'my name is [name] and I like round'],
  ['Ich heiße Anna von Berg, hallo', 'Ich heiße [name], hallo'],
  ['Je m’appelle Zoé', 'Je m’appelle [name]'],
  ['me llamo María José', 'me llamo [name]'],
  ['Mi chiamo Luca.', 'Mi chiamo [name].'],
  ['for Mrs. Dalloway', 'for Mrs. [name]'],
  ['I live at 221 Baker Street', 'I live at [address]'],
  ['Lieferung an Hauptstraße 12a, 10115 Berlin', 'Lieferung an [address]'],
  ['12 bis, rue de la Paix, 75002 Paris', '[address]'],
  ['Calle de Alcalá, 45', '[address]'],
  ['abito in via Garibaldi 10', 'abito in [address]'],
  ['SW1A 1AA', '[address]'],
  ['I was born on 12 March 1985', 'I was born on [birth date]'],
  ['Geburtsdatum: 01.02.1990', 'Geburtsdatum: [birth date]'],
  ['née le 3/4/1971', 'née le [birth date]'],
  ['where is my order 1000245?', 'where is my order [order number]?'],
  ['Bestellnummer: AB-20394', 'Bestellnummer: [order number]'],
  ['commande n° 88123', 'commande n° [order number]'],
  ['order #4402', 'order #[order number]'],
  ['OD -2.25 -0.50 x 180, OS -1.75', 'OD [prescription], OS [prescription]'],
  ['-2.25/-0.50 x 180, add +1.00', '[prescription], [prescription]'],
  ['sph: -3,25 cyl -0,75 axis 90', '[prescription] [prescription] [prescription]'],
  ['I need 0.75 dioptres', 'I need [prescription]'],
  ['ich habe −1,5 dpt', 'ich habe [prescription]'],
  ['https://shop.example/reset?token=abc123', '[link]'],
  ['https://user:pass@shop.example/', '[link]'],
  ['my key is sk_live_51H8xyzabcdef', 'my key is [key]'],
  ['password: hunter2', 'password: [key]'],
];

const ORDINARY = [
  'round black frames under 120, not plastic',
  'Is 52-18-145 bigger than 50 20 140? And 49□21-150?',
  'between 80 and 1.200,50 €, or $1,299.00, max 150€',
  'frame width 138 mm, bridge 18, temples 145',
  'the second one, or number 3? 2 pairs please',
  'Haben Sie Brillen für 99,95 € oder bis 200 Euro?',
  'Ich suche eine Brille für ein schmales Gesicht, 135 mm breit',
  'des lunettes rondes à moins de 150 euros, la 2e',
  'gafas redondas por menos de 100 euros, talla 52',
  'occhiali neri sotto i 150 euro, il primo',
  'Ray-Ban RB3025 or model AX-200 in size 58?',
  'I want to order 2 frames in blue; how long does an order take?',
  'my favourite is the Aria, show me more of that',
  'see https://shop.example/frames/round',
  'something for 2026, from the 1980s or a 1950s style',
  'do you ship on 24.12.2026?',
  'it weighs 12.50 g and saves -20.50 €',
  'open 9-18, sale ends 30/11',
  'via a link, the corso look, a piazza style? on the road, in my way',
  'Is it 100% acetate? I have 10 fingers and 2 eyes.',
  'I looked at zeiss.com, at 20 frames, at 15.30',
  'I am Looking for aviators, ich bin Brillenträger, je suis Française',
  'pay via PayPal or on the street, 3 frames for the road',
  'the right one - 2 pairs, left 3 in stock',
  'Thanks, show me the Aria',
  'call it 140 or 145 mm, the phone case too',
  '12345678 €, 1 000 000 dollars',
];

describe('personal data in what shoppers write', () => {
  it.each(FOUND)('is masked: %s', async (text, masked) => {
    expect(await maskPersonalData(text)).toBe(masked);
  });

  it.each(ORDINARY)('is not seen where there is none: %s', async (text) => {
    expect(await maskPersonalData(text)).toBe(text);
  });

  it('is found in how a message is signed', async () => {
    expect(await maskPersonalData('Blaue, bitte. Viele Grüße, Anna Schmidt')).toBe(
      'Blaue, bitte. Viele Grüße, [name]',
    );
    expect(await maskPersonalData('Thanks, John')).toBe('Thanks, [name]');
  });

  it('is found wherever it stands, and nothing more the second time', async () => {
    const secrets = fc.constantFrom(...FOUND.map(([text]) => text));
    const words = fc.constantFrom('', 'hello', 'I like blue.', 'Größe 52', '– ok –', '¿y?');
    await fc.assert(
      fc.asyncProperty(words, secrets, words, async (before, secret, after) => {
        const once = await maskPersonalData(`${before} ${secret} ${after}`);
        expect(await maskPersonalData(once)).toBe(once);
        expect(once).toMatch(/\[[a-z -]+\]/);
      }),
    );
  });

  it('is found in every valid card, account and address, and no other', async () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 15, maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(digits, async (fifteen) => {
        const sum = (last: number) =>
          [...fifteen, last].reverse().reduce((total, digit, at) => {
            const value = at % 2 === 1 ? digit * 2 : digit;
            return total + (value > 9 ? value - 9 : value);
          }, 0);
        const last = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((digit) => sum(digit) % 10 === 0) ?? 0;
        fc.pre(new Set([...fifteen, last]).size > 1);
        expect(await maskPersonalData(`pay with ${fifteen.join('')}${last}`)).toBe('pay with [card]');
        expect(await maskPersonalData(`pay with ${fifteen.join('')}${(last + 1) % 10}`)).not.toContain(
          '[card]',
        );
      }),
    );
  });

  it('is looked for in a time that does not grow with what a text holds', async () => {
    const units = [
      '1',
      '1 ',
      '-2.25 ',
      'a@',
      'a.',
      'DE89 ',
      '#',
      'order ',
      'my name is ',
      'Calle ',
      '12 rue ',
      'A ',
      'https://',
    ];
    for (const unit of units)
      expect(typeof (await maskPersonalData(unit.repeat(1000).slice(0, 1000)))).toBe('string');
  });
});

describe('questions for a doctor or an optician', () => {
  it.each([
    'my eyes hurt since yesterday',
    'what power do I need?',
    'I see flashes in my left eye',
    'Meine Augen brennen ständig',
    'Welche Stärke brauche ich?',
    'j’ai mal aux yeux',
    'me duelen los ojos',
    'ho mal di testa quando leggo',
    'do I have astigmatism?',
  ])('are told: %s', (text) => expect(looksMedical(text)).toBe(true));

  it.each([...ORDINARY, 'blue light glasses for work', 'reading glasses', 'Brille für müde Momente'])(
    'are not seen in shopping: %s',
    (text) => expect(looksMedical(text)).toBe(false),
  );
});
