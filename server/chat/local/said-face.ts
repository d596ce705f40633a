import { plainWords } from '../../catalog/index.ts';
import { FACE_SHAPES, type FaceShape } from '../../face/index.ts';

/** Beginnings of the words for a face's shape in five languages, without accents. */
const SHAPES: Record<FaceShape, readonly string[]> = {
  oval: ['oval'],
  round: ['round', 'rund', 'rond', 'redond', 'rotond', 'tond'],
  square: ['square', 'quadrat', 'eckig', 'kantig', 'carre', 'cuadrad'],
  oblong: [
    'oblong',
    'long',
    'lang',
    'allong',
    'alargad',
    'allungat',
    'lung',
    'rectang',
    'rechteck',
    'rettang',
  ],
  heart: ['heart', 'herz', 'coeur', 'corazon', 'cuore'],
  diamond: ['diamond', 'diamant', 'raute', 'losange', 'rombo'],
  triangle: ['triang', 'dreieck', 'pear', 'birne'],
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));
const FACE = words(
  'face faces jaw head gesicht gesichtsform kinn kopf visage tete machoire cara rostro viso volto faccia',
);
/**
 * What stands between a face and its shape: "face is rather long", "visage en forme de cœur". Any other word parts
 * them: "round glasses for my face".
 */
const LINKS =
  words(`was were war etait era shape shaped form forme forma formiges is s looks rather very quite pretty more kind sort of a bit
  like ist eher sehr ziemlich recht ist est plutot tres assez en de du un peu es muy bastante mas con e molto piuttosto
  abbastanza di po`);
/** "Face is kind of a bit long": further apart they do not belong together. */
const FURTHEST = 6;

/** The shape of a face that a text speaks of, the first one; null where it speaks of none. */
export function faceShapeIn(text: string): FaceShape | null {
  const tokens = plainWords(text);
  for (const [at, token] of tokens.entries()) {
    if (!FACE.has(token) && !token.endsWith('gesicht')) continue;
    const shape = nearest(tokens, at, -1) ?? nearest(tokens, at, 1);
    if (shape !== null) return shape;
  }
  return null;
}

function nearest(tokens: readonly string[], face: number, step: 1 | -1): FaceShape | null {
  for (let apart = 1; apart <= FURTHEST; apart += 1) {
    const token = tokens[face + step * apart];
    if (token === undefined) return null;
    const shape = FACE_SHAPES.find((each) => SHAPES[each].some((word) => token.startsWith(word)));
    if (shape !== undefined) return shape;
    if (!LINKS.has(token)) return null;
  }
  return null;
}
