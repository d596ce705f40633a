const words = (text: string) => text.split(' ');

/** Words that tell nothing of what is asked, in five languages, without accents. */
const STOP_WORDS: ReadonlySet<string> = new Set([
  ...words(
    'a an the and or of to in on at by for from with without is are was be been am do does did have has had',
  ),
  ...words(
    'i me my you your u it its this that these those they them we us our he she what which who how when where',
  ),
  ...words(
    'why can could would should will may please pls if any some there here about so not no just also even ok get',
  ),
  ...words(
    'whats hows wheres whens im id ive dont cant doesnt isnt policy policies possible question moglich posible possibile',
  ),
  ...words('s t m re ll ve don doesn isn won hi hello hey thanks want need like'),
  ...words(
    'der die das den dem des ein eine einen einem einer und oder von zu zum zur im in am an auf bei mit fur aus',
  ),
  ...words(
    'ist sind war sein bin hab habe hast hat haben ich mir mich mein meine du dir dich dein deine es er sie wir',
  ),
  ...words(
    'uns ihr euch ihnen ihre was welche welcher welches wer wie wann wo warum kann konnte konnen kannst mochte',
  ),
  ...words(
    'mal bitte wenn da hier doch auch nicht kein keine man wird werden gibt gibts denn noch so uber ob',
  ),
  ...words(
    'le la les l un une des du de d et ou a au aux en dans sur par pour avec sans est sont etre ai as avez ont je',
  ),
  ...words(
    'j me moi mon ma mes tu te toi ton ta tes il elle on nous vous votre vos ils ce c cet cette ces que qu qui',
  ),
  ...words(
    'quoi quel quelle quels quelles comment quand combien pourquoi peux peut puis pouvez svp si y ne pas se s est aussi',
  ),
  ...words(
    'el la los las un una unos unas y o de del al en con sin por para es son ser esta estan soy he ha han hay yo',
  ),
  ...words(
    'mi mis tu tus te se su sus lo le les que cual cuales quien como cuando cuanto donde puedo puede pueden por',
  ),
  ...words('favor si no me nos os muy hola tambien'),
  ...words(
    'il lo i gli la le un uno una e o di del della dei delle al alla in nel nella con senza per da e sono essere ho',
  ),
  ...words(
    'hai ha avete hanno io mio mia miei mie tu tuo tua ti si ci vi che chi cosa quale quali come quando quanto dove',
  ),
  ...words('posso puo potete se non c ce ne mi cos ciao anche'),
  // What every question here is about anyway.
  ...words(
    'glasses frame frames eyeglasses spectacles lens lenses brille brillen fassung fassungen glas glaser',
  ),
  ...words(
    'lunettes lunette monture montures verre verres gafas gafa montura monturas lente lentes lenti occhiali',
  ),
  ...words('montatura montature'),
]);

/** Endings are dropped by keeping so many letters: "returns" is "return", "zurückgeben" near "zurückschicken". */
const KEPT_LETTERS = 6;

/** What shoppers call by many names and shops by one: beginnings of words, and the word that stands for them all. */
const ALIKE: readonly (readonly [string, readonly string[]])[] = [
  [
    'return',
    words(
      'return refund zuruck ruckga rucksend retour umtausch renvoy renvoi rendre rembours devol devuel reembols restitu rimbors',
    ),
  ],
  ['warranty', words('warrant guarant garant gewahrleist')],
];

/** A word as questions are compared by; null where it tells nothing. */
export function termOf(word: string): string | null {
  if (!isTelling(word)) return null;
  const alike = ALIKE.find(([, stems]) => stems.some((stem) => word.startsWith(stem)));
  return (alike?.[0] ?? word).slice(0, KEPT_LETTERS);
}

export function isTelling(word: string): boolean {
  return !STOP_WORDS.has(word);
}
