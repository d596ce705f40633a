/**
 * The words by which shops and shoppers name frames, in English, German, French, Spanish and Italian.
 *
 * Each entry lists words without accents and in lower case: `_` joins the words of a phrase, a final `*` stands
 * for any ending. The shapes are those of public style guides (warbyparker.com/learn/glasses-styles-and-shapes,
 * eyeglasses.com); `trapezoid` is the class many know by the name of one maker's model.
 */
const WORDS = {
  shape: {
    rectangle: 'rectang* rechteck* rettangol* narrow_rectangle',
    square: 'square* quadrat* eckig* carre carree* carres cuadrad* quadrat*',
    round: 'round* circle circular* rund* rond ronds ronde rondes redond* rotond* tond* circulaire*',
    oval: 'oval*',
    panto: 'panto* p3',
    cat_eye:
      'cat_eye cateye cat_eyes cat_s_eye katzenaug* oeil_de_chat yeux_de_chat ojo_de_gato occhi_di_gatto gatto',
    butterfly: 'butterfl* schmetterling* papillon* mariposa* farfalla',
    browline: 'browline* brow_line clubmaster* sourcil* augenbrauen* ceja cejas sopracciglia',
    aviator: 'aviator* aviateur* aviador* aviatore pilot* piloten* teardrop tropfen*',
    navigator: 'navigator* navigateur* navegador*',
    trapezoid: 'trapez* trapeci* trapezoid* wayfarer*',
    geometric:
      'geometri* hexagon* octagon* octogon* esagon* ottagon* sechseck* achteck* polygon* angular_shape',
    d_frame: 'd_frame* d_shape* d_form',
    shield: 'shield* wrap wraparound mask sportbrille',
    other: 'other',
  },
  material: {
    acetate: 'acetat* acetato* zyl azetat*',
    metal: 'metal* metall* metaux',
    titanium: 'titan* titane titanio',
    stainless_steel: 'stainless* steel edelstahl* acier inox* acero acciaio',
    plastic: 'plastic* plastik* kunststoff* plastique* injected propionate',
    nylon: 'nylon* tr90 tr_90 grilamid ultem polyamid*',
    wood: 'wood* holz* bois madera legno',
    horn: 'horn naturhorn buffalo_horn corne cuerno corno',
    aluminium: 'alumin* aluminium*',
    mixed: 'mixed combination combined mixte kombiniert* combinad* combinat*',
  },
  color: {
    black: 'black* schwarz* noir* negro negra negros negras nero nera neri nere onyx jet',
    grey: 'grey* gray* grau* gris grise grises grigi* gunmetal anthrazit* anthracite graphite smoke charcoal',
    silver: 'silver* silber* argent* plata plateado* plateada* argento argentat* chrome steel_grey',
    white: 'white* weiss* blanc blanche* blancs blanco* blanca* bianc* ivory cream',
    clear:
      'clear crystal* kristall* cristal* transparent* klar klare* durchsichtig* trasparent* transparente*',
    brown: 'brown* braun* marron* brun brune* brunes cafe castan* chestnut walnut mocha cognac',
    tortoise:
      'tortoise* tortoiseshell turtle havana* havanna* ecaille* schildpatt* carey tartaruga* tartarugat* demi_amber',
    beige: 'beige* sand nude champagne taupe',
    gold: 'gold* golden* dore* dorad* dorat* oro or_jaune brass',
    bronze: 'bronze* bronz* kupfer* copper* cuivre cobre rame',
    red: 'red rot rote roten roter rotes rouge* rojo* roja* ross* burgund* bordeaux* wine oxblood cherry',
    pink: 'pink* rosa rosafarben* rose roses rosado* blush coral* korall* corail',
    purple: 'purple* violet* lila* viola morado* morada* plum lavender lavande mauve aubergine',
    blue: 'blue* blau* bleu* azul* blu navy marine teal azzurr* indigo petrol*',
    green: 'green* grun* vert verte* verts verde* verdi olive* oliv* emerald moss sage',
    yellow: 'yellow* gelb* jaune* amarill* giall* honey honig* miel amber lemon',
    orange: 'orange* naranja* arancion* apricot',
    multicolor: 'multicolo* multicolour* bunt bunte* mehrfarbig* patterned gemustert*',
  },
  rim: {
    full: 'full full_rim fullrim vollrand* cerclee* cercle_complet aro_completo cerchio_intero',
    semi: 'semi semi_rimless half_rim halfrim halbrand* semi_cerclee* demi_cerclee* semi_al_aire nylor semi_montatura',
    rimless: 'rimless randlos* sans_monture percee* al_aire sin_montura senza_montatura glasant',
  },
  bridge_type: {
    saddle: 'saddle sattelsteg selle silla sella',
    keyhole: 'keyhole schlusselloch* trou_de_serrure ojo_de_cerradura buco_della_serratura',
    pads: 'pads nose_pads adjustable_pads nasenpads seitenstege plaquettes plaquetas naselli',
  },
  gender: {
    women: 'women woman womens female ladies lady damen frau frauen femme* mujer* donna donne',
    men: 'men man mens male herren mann manner homme* hombre* uomo uomini',
    unisex: 'unisex',
    kids: 'kids kid child children boys girls kinder kind enfant* nino nina ninos ninas bambin* junior',
  },
  /** What lenses are for, or what is done to them. */
  lens_type: {
    sun: 'sunglass* sun_glasses shades sonnenbrille* lunettes_de_soleil solaire* gafas_de_sol occhiali_da_sole',
    polarized: 'polari*',
    photochromic: 'photochrom* fotocrom* phototrop* transition* selbsttonend* transitions',
    blue_light:
      'blue_light* blaulicht* blaufilter lumiere_bleue luz_azul luce_blu bildschirmbrille* computer_glasses',
    progressive: 'progressi* progresiv* varifocal* gleitsicht* bifocal* bifokal* multifocal*',
    reading:
      'reading_glasses readers lesebrille* lunettes_de_lecture lunettes_de_vue_de_pres gafas_de_lectura occhiali_da_lettura',
    mirrored: 'mirrored verspiegelt* miroir effet_miroir espejad* specchiat*',
  },
  occasion: {
    everyday: 'everyday alltag* quotidien* diario quotidian* casual',
    work: 'work office buro arbeit* bureau travail oficina trabajo ufficio lavoro business',
    formal: 'formal* wedding hochzeit* mariage boda matrimonio elegant*',
    party: 'party evening abend* soiree fete fiesta festa',
    sport: 'sport* running cycling laufen radfahren velo ciclismo corsa',
    driving: 'driving autofahren conduite conducir guidare',
    outdoor: 'outdoor* beach hiking strand plage playa spiaggia wandern randonnee',
    school: 'school schule ecole escuela scuola',
  },
} as const;

export type Vocabulary = typeof WORDS;
export type VocabularyKind = keyof Vocabulary;
export type Word<K extends VocabularyKind = VocabularyKind> = {
  [Kind in K]: { kind: Kind; value: keyof Vocabulary[Kind] & string };
}[K];

/** The values of one axis of the taxonomy, in order of the tables above. */
function valuesOf<K extends VocabularyKind>(kind: K): readonly (keyof Vocabulary[K] & string)[] {
  return Object.keys(WORDS[kind]) as (keyof Vocabulary[K] & string)[];
}

export const FRAME_SHAPES = valuesOf('shape');
export const MATERIALS = valuesOf('material');
export const COLOR_FAMILIES = valuesOf('color');
export const RIMS = valuesOf('rim');
export const BRIDGE_TYPES = valuesOf('bridge_type');
export const GENDERS = valuesOf('gender');
export const LENS_TYPES = valuesOf('lens_type');
export const OCCASIONS = valuesOf('occasion');
export type FrameShape = keyof Vocabulary['shape'];
export type Material = keyof Vocabulary['material'];
export type ColorFamily = keyof Vocabulary['color'];
export type Rim = keyof Vocabulary['rim'];
export type Gender = keyof Vocabulary['gender'];
export type LensType = keyof Vocabulary['lens_type'];
export type Occasion = keyof Vocabulary['occasion'];

const exact = new Map<string, Word[]>();
const stems = new Map<string, Word[]>();
for (const kind of Object.keys(WORDS) as VocabularyKind[]) {
  for (const [value, words] of Object.entries(WORDS[kind])) {
    const entry = { kind, value } as Word;
    add(exact, value.replaceAll('_', ' '), entry);
    for (const word of words.split(' ')) {
      const phrase = word.replaceAll('_', ' ');
      if (phrase.endsWith('*')) add(stems, phrase.slice(0, -1), entry);
      else add(exact, phrase, entry);
    }
  }
}

function add(table: Map<string, Word[]>, key: string, word: Word): void {
  const known = table.get(key);
  if (known === undefined) table.set(key, [word]);
  else if (!known.some((other) => other.kind === word.kind && other.value === word.value)) known.push(word);
}

/** Lower case, no accents, punctuation as spaces: how every word is compared. */
export function plainWords(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Every single word of the tables, and every beginning that any ending may follow. */
export function vocabularyWords(): { words: readonly string[]; stems: readonly string[] } {
  const single = (table: ReadonlyMap<string, unknown>) => [
    ...new Set([...table.keys()].flatMap((phrase) => phrase.split(' '))),
  ];
  return { words: single(exact), stems: [...stems.keys()].filter((stem) => !stem.includes(' ')) };
}

/** What the words starting at `at` mean, the longest phrase first, and how many words that took. */
export function wordsAt(tokens: readonly string[], at: number): { words: readonly Word[]; length: number } {
  for (let length = Math.min(4, tokens.length - at); length >= 1; length -= 1) {
    const phrase = length === 1 ? (tokens[at] ?? '') : tokens.slice(at, at + length).join(' ');
    const found = exact.get(phrase) ?? stemOf(phrase);
    if (found !== undefined) return { words: found, length };
  }
  return { words: [], length: 1 };
}

/** Only the last word of a phrase may have any ending. */
function stemOf(phrase: string): readonly Word[] | undefined {
  const shortest = Math.max(3, phrase.lastIndexOf(' ') + 2);
  for (let length = phrase.length; length >= shortest; length -= 1) {
    const found = stems.get(phrase.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every value of one axis named in a text, in the order of the text. */
export function valuesIn<K extends VocabularyKind>(kind: K, text: string): (keyof Vocabulary[K] & string)[] {
  const tokens = plainWords(text);
  const found = new Set<keyof Vocabulary[K] & string>();
  for (let at = 0; at < tokens.length; ) {
    const { words, length } = wordsAt(tokens, at);
    for (const word of words) if (word.kind === kind) found.add(word.value as keyof Vocabulary[K] & string);
    at += length;
  }
  return [...found];
}
