import type { ChatSettings } from '../server/chat/index.ts';

type Faq = ChatSettings['faq'];

/** What the demo shop's customers ask, and what it answers: the same four things in each language. */
const FAQ: Readonly<Record<string, readonly [question: string, also: readonly string[], answer: string][]>> =
  {
    en: [
      [
        'How do I clean my glasses?',
        ['care for frames', 'what cloth or spray should I use', 'my lenses are scratched'],
        'Rinse the lenses with lukewarm water, add a drop of washing-up liquid, and dry them with the microfibre cloth from the case. Paper and sleeves scratch.',
      ],
      [
        'Which lenses can I have?',
        [
          'varifocal or progressive lenses',
          'blue light filter',
          'do you make prescription lenses',
          'sun lenses',
        ],
        'Every frame takes single vision lenses; varifocals fit where the lens is at least 30 mm high. Tints and a blue light filter are there for all of them.',
      ],
      [
        'How long does delivery take?',
        ['shipping costs', 'when will my glasses arrive', 'do you ship abroad'],
        'Frames leave us within two working days, with prescription lenses within eight. Delivery is free from 80 €, and 4.90 € below.',
      ],
      [
        'Can I return my glasses?',
        ['refund', 'exchange a frame', 'they do not fit', 'guarantee'],
        'You have 30 days to send a frame back, worn at home or not. With prescription lenses we refund the frame, and adjust the fit for as long as you wear it.',
      ],
    ],
    de: [
      [
        'Wie reinige ich meine Brille?',
        ['Pflege', 'welches Tuch oder Spray', 'meine Gläser sind zerkratzt'],
        'Gläser mit lauwarmem Wasser abspülen, einen Tropfen Spülmittel dazu, und mit dem Mikrofasertuch aus dem Etui trocknen. Papier und Ärmel zerkratzen.',
      ],
      [
        'Welche Gläser gibt es?',
        ['Gleitsichtgläser', 'Blaulichtfilter', 'Brille mit Sehstärke', 'Sonnengläser'],
        'In jede Fassung passen Einstärkengläser; Gleitsicht geht, wo das Glas mindestens 30 mm hoch ist. Tönung und Blaulichtfilter gibt es für alle.',
      ],
      [
        'Wie lange dauert die Lieferung?',
        ['Versandkosten', 'wann kommt meine Brille an', 'liefern Sie ins Ausland'],
        'Fassungen gehen in zwei Werktagen hinaus, mit Sehstärke in acht. Ab 80 € ist der Versand frei, darunter kostet er 4,90 €.',
      ],
      [
        'Kann ich die Brille zurückgeben?',
        ['Rückgabe', 'Umtausch', 'sie passt nicht', 'Garantie'],
        'Eine Fassung kann 30 Tage lang zurück, auch wenn sie zu Hause getragen wurde. Mit Sehstärke erstatten wir die Fassung, und den Sitz passen wir an, solange sie getragen wird.',
      ],
    ],
    fr: [
      [
        'Comment nettoyer mes lunettes ?',
        ['entretien', 'quel chiffon ou spray', 'mes verres sont rayés'],
        'Rincez les verres à l’eau tiède avec une goutte de liquide vaisselle, puis séchez-les avec le chiffon microfibre de l’étui. Le papier et les manches rayent.',
      ],
      [
        'Quels verres proposez-vous ?',
        ['verres progressifs', 'filtre lumière bleue', 'verres correcteurs', 'verres solaires'],
        'Toutes les montures acceptent des verres unifocaux ; les progressifs demandent au moins 30 mm de hauteur. Teintes et filtre de lumière bleue existent pour toutes.',
      ],
      [
        'Quel est le délai de livraison ?',
        ['frais de port', 'quand arrivent mes lunettes', 'livrez-vous à l’étranger'],
        'Les montures partent sous deux jours ouvrés, avec verres correcteurs sous huit. La livraison est offerte dès 80 €, et coûte 4,90 € en dessous.',
      ],
      [
        'Puis-je rendre mes lunettes ?',
        ['retour', 'échange', 'elles ne me vont pas', 'garantie'],
        'Une monture se rend pendant 30 jours, même portée à la maison. Avec verres correcteurs, nous remboursons la monture et nous l’ajustons tant qu’elle est portée.',
      ],
    ],
    es: [
      [
        '¿Cómo limpio mis gafas?',
        ['cuidado', 'qué paño o espray', 'mis lentes están rayadas'],
        'Enjuague las lentes con agua tibia y una gota de jabón, y séquelas con el paño de microfibra del estuche. El papel y las mangas rayan.',
      ],
      [
        '¿Qué lentes hay?',
        ['lentes progresivas', 'filtro de luz azul', 'gafas graduadas', 'lentes de sol'],
        'Todas las monturas admiten lentes monofocales; las progresivas piden 30 mm de altura como mínimo. Hay tintes y filtro de luz azul para todas.',
      ],
      [
        '¿Cuánto tarda el envío?',
        ['gastos de envío', 'cuándo llegan mis gafas', 'envían al extranjero'],
        'Las monturas salen en dos días laborables, con graduación en ocho. El envío es gratis desde 80 € y cuesta 4,90 € por debajo.',
      ],
      [
        '¿Puedo devolver las gafas?',
        ['devolución', 'cambio', 'no me quedan bien', 'garantía'],
        'Una montura se puede devolver durante 30 días, también si se ha usado en casa. Con graduación devolvemos el importe de la montura y la ajustamos mientras se use.',
      ],
    ],
    it: [
      [
        'Come pulisco i miei occhiali?',
        ['cura', 'quale panno o spray', 'le lenti sono graffiate'],
        'Sciacqua le lenti con acqua tiepida e una goccia di detersivo per piatti, poi asciugale con il panno in microfibra della custodia. Carta e maniche graffiano.',
      ],
      [
        'Quali lenti ci sono?',
        ['lenti progressive', 'filtro luce blu', 'occhiali da vista graduati', 'lenti da sole'],
        'Ogni montatura accetta lenti monofocali; le progressive chiedono almeno 30 mm di altezza. Tinte e filtro per la luce blu ci sono per tutte.',
      ],
      [
        'Quanto dura la consegna?',
        ['spese di spedizione', 'quando arrivano i miei occhiali', 'spedite all’estero'],
        'Le montature partono entro due giorni lavorativi, con lenti graduate entro otto. La consegna è gratuita da 80 €, sotto costa 4,90 €.',
      ],
      [
        'Posso restituire gli occhiali?',
        ['reso', 'cambio', 'non mi stanno bene', 'garanzia'],
        'Una montatura si può rendere entro 30 giorni, anche se portata in casa. Con lenti graduate rimborsiamo la montatura e la regoliamo finché la porti.',
      ],
    ],
  };

/** How the demo shop's assistant is set up. Its addresses lead nowhere (RFC 2606). */
export const DEMO_ASSISTANT: ChatSettings = {
  enabled: true,
  assistant_name: 'Iris',
  tone: 'friendly',
  voice: 'A small optician’s shop: plain words, no superlatives, glad to say when a frame does not fit.',
  model: 'vertex',
  handover: { email: 'people@halden-optics.example', hours: 'Monday to Friday, 9 to 17' },
  faq: Object.entries(FAQ).flatMap(([language, entries]) =>
    entries.map(([question, also_asked, answer]): Faq[number] => ({
      language,
      question,
      also_asked: [...also_asked],
      answer,
    })),
  ),
};
