import { type Eyewear, plainWords } from '../catalog/index.ts';

/** What a named field of a shop may tell us. */
export type FieldName = keyof Eyewear | 'gender' | 'age' | 'size';

/**
 * What merchants call the fields of a frame, in English, German, French, Spanish and Italian, as plain words. The
 * English ones are the boxing system's (A, B, DBL) and those of public size guides (eyeglasses.com, zennioptical.com).
 */
const NAMES: Record<FieldName, string> = {
  lens_width:
    'lens width, eye size, eyesize, eye, a, lens size, lens diameter, glasbreite, glaserbreite, scheibenbreite, ' +
    'linsenbreite, largeur de verre, largeur du verre, largeur des verres, largeur verre, calibre, calibro, ' +
    'ancho de lente, ancho del lente, ancho de la lente, anchura de lente, anchura de la lente, ancho lente, ' +
    'larghezza lente, larghezza lenti, larghezza della lente, larghezza delle lenti',
  bridge:
    'bridge, bridge width, bridge size, bridge length, dbl, distance between lenses, nose bridge, steg, stegbreite, ' +
    'stegweite, nasensteg, brucke, bruckenbreite, pont, largeur du pont, largeur de pont, largeur pont, puente, ' +
    'ancho del puente, ancho de puente, ancho puente, ponte, larghezza ponte, larghezza del ponte',
  temple:
    'temple, temples, temple length, temple size, arm, arms, arm length, side, side length, sides, bugel, bugellange, ' +
    'branche, branches, longueur de branche, longueur des branches, longueur branche, longueur branches, patilla, ' +
    'patillas, varilla, varillas, largo de patilla, longitud de patilla, longitud de la patilla, longitud patilla, ' +
    'longitud de varilla, longitud de la varilla, asta, aste, lunghezza asta, lunghezza aste, lunghezza delle aste',
  total_width:
    'total width, frame width, front width, overall width, width, hinge to hinge, breite, gesamtbreite, ' +
    'fassungsbreite, rahmenbreite, brillenbreite, largeur, largeur totale, largeur de monture, ' +
    'largeur de la monture, largeur monture, ancho, ancho total, ancho de montura, ancho de la montura, ' +
    'ancho montura, ancho del marco, larghezza, larghezza totale, larghezza montatura, larghezza della montatura, ' +
    'larghezza frontale',
  lens_height:
    'lens height, b, lens depth, height, frame height, hohe, glashohe, glaserhohe, scheibenhohe, hauteur, ' +
    'hauteur de verre, hauteur du verre, hauteur des verres, hauteur verre, altura, altura de lente, ' +
    'altura de la lente, altura lente, alto de lente, altezza, altezza lente, altezza lenti, altezza della lente',
  weight_g:
    'weight, frame weight, gewicht, fassungsgewicht, poids, poids de la monture, peso, peso montura, peso montatura',
  shape:
    'shape, frame shape, frame design, optical frame design, design, form, fassungsform, rahmenform, brillenform, ' +
    'forme, forme de la monture, forme de monture, forme monture, forma, forma de la montura, forma de montura, ' +
    'forma montura, forma della montatura, forma montatura',
  material:
    'material, materials, frame material, fassungsmaterial, rahmenmaterial, brillenmaterial, materiau, matiere, ' +
    'materiau de la monture, matiere de la monture, materiau monture, material de la montura, material de montura, ' +
    'material montura, materiale, materiale della montatura, materiale montatura',
  color:
    'color, colour, colors, colours, frame color, frame colour, color pattern, farbe, fassungsfarbe, rahmenfarbe, ' +
    'brillenfarbe, couleur, couleur de la monture, couleur de monture, couleur monture, color de la montura, ' +
    'color de montura, color montura, colore, colore della montatura, colore montatura',
  rim:
    'rim, rims, rim type, rim style, frame rim, frame type, frame style, randart, rahmentyp, rahmenart, fassungsart, ' +
    'fassungstyp, cerclage, type de cerclage, type de monture, aro, tipo de aro, tipo de montura, cerchio, ' +
    'tipo di montatura, tipo montatura',
  bridge_type:
    'bridge type, bridge style, nose pad, nose pads, nosepads, stegform, stegart, type de pont, tipo de puente, ' +
    'tipo di ponte, naselli, nasello, plaquettes',
  gender:
    'gender, target gender, sex, geschlecht, genre, sexe, genero, sexo, genere, sesso, zielgruppe, department',
  age: 'age, age group, altersgruppe, tranche d age, grupo de edad, fascia d eta',
  size:
    'size, frame size, sizes, measurements, dimensions, frame dimensions, grosse, brillengrosse, masse, abmessungen, ' +
    'taille, tailles, mesures, talla, tamano, medidas, dimensiones, taglia, misura, misure, dimensioni',
};

const byName = new Map<string, FieldName>(
  Object.entries(NAMES).flatMap(([field, names]) =>
    names.split(', ').map((name) => [name, field as FieldName] as const),
  ),
);

/** Words that say nothing of which field it is. */
const DECORATION = new Set([
  'mm',
  'cm',
  'g',
  'gr',
  'gram',
  'grams',
  'in',
  'pa',
  'varai',
  'eyewear',
  'glasses',
  'optical',
]);

/** Which field a merchant means by "Lens width (mm)", "pa_frame-color" or "eyewear-frame-design"; null: none of ours. */
export function fieldNamed(name: string): FieldName | null {
  const words = plainWords(name.slice(0, 80).replaceAll('_', ' '));
  const bare = words.filter((word) => !DECORATION.has(word));
  return byName.get(words.join(' ')) ?? byName.get(bare.join(' ')) ?? null;
}

/** Names too short or too common to be believed inside running text. */
const ONLY_AS_A_LABEL = new Set(
  (
    'a, b, eye, width, height, side, sides, arm, arms, design, form, weight, size, sizes, breite, hohe, largeur, ' +
    'hauteur, ancho, altura, larghezza, altezza, gewicht, poids, peso, pont, ponte, masse, calibre, dimensions'
  ).split(', '),
);

/** The measure that the words starting at `at` name in running text, the longest name first, and its words. */
export function measureNamedAt(
  words: readonly string[],
  at: number,
): { field: FieldName; length: number } | null {
  for (let length = Math.min(4, words.length - at); length >= 1; length -= 1) {
    const name = length === 1 ? (words[at] ?? '') : words.slice(at, at + length).join(' ');
    const field = byName.get(name);
    if (field !== undefined && !ONLY_AS_A_LABEL.has(name)) return { field, length };
  }
  return null;
}
