import {
  type Eyewear,
  FRAME_SHAPES,
  type FrameShape,
  faceShapeCompatibility,
  plainWords,
} from '../../catalog/index.ts';
import { FACE_SHAPES, type FaceShape } from '../../face/index.ts';
import { noWishes, type Wishes } from '../wishes.ts';
import { type Draft, replies, type Scene } from './scene.ts';
import { onward, showing } from './show-frames.ts';

/** Beginnings of the words for a face's shape in five languages, without accents. */
const FACE_WORDS: Record<FaceShape, readonly string[]> = {
  oval: ['oval'],
  round: ['round', 'rund', 'rond', 'redond', 'rotond', 'tond'],
  square: ['square', 'quadrat', 'eckig', 'kantig', 'carre', 'cuadrad'],
  oblong: ['oblong', 'long', 'lang', 'allong', 'alargad', 'allungat', 'rectang', 'rechteck', 'rettang'],
  heart: ['heart', 'herz', 'coeur', 'corazon', 'cuore'],
  diamond: ['diamond', 'diamant', 'raute', 'losange', 'rombo'],
  triangle: ['triang', 'dreieck', 'pear', 'birne'],
};
/** Words after and before which a shape is that of a face. */
const FACE = [
  'face',
  'jaw',
  'head',
  'gesicht',
  'kinn',
  'kopf',
  'visage',
  'tete',
  'machoire',
  'cara',
  'rostro',
  'viso',
  'volto',
  'faccia',
];
/** Words apart: "a square jaw", "my face is rather long", "visage en forme de cœur". */
const NEAR = 4;

/** As in recommendations: from 0.7 many guides recommend a shape for a face, down from 0.3 many advise against it. */
const SUITS_FROM = 0.7;
const RARELY_UP_TO = 0.3;
const MOST_SHAPES = 4;
const LOOKED_AT = 12;

/** Which shapes suit a face: the shopper's by what they say, else as measured. */
export async function faceShapeAdvice(scene: Scene): Promise<Draft> {
  const { turn, speech } = scene;
  const said = faceShapeIn(turn.text);
  const face = said ?? (await turn.tools.face())?.face_shape ?? null;
  if (face === null) return askForFace(scene);
  const about = turn.understood.slots.find((slot) => slot.slot === 'shape');
  if (about?.slot === 'shape') return { sentences: [judged(scene, about.value as FrameShape, face)] };
  const shapes = suiting(face);
  const names = shapes.map((shape) => speech.nouns.shapes[shape]);
  const advice = [
    speech.say('face_advice', { face: speech.nouns.faces[face], shapes: speech.all(names) }),
    speech.say('advice_is_custom'),
  ];
  const { wishes } = turn.memory;
  const suited: Wishes = { ...wishes, shape: { want: shapes, avoid: [] } };
  const wished = await turn.tools.search(suited, LOOKED_AT);
  const found =
    wished.total > 0 ? wished : await turn.tools.search({ ...noWishes(), shape: suited.shape }, LOOKED_AT);
  if (found.total === 0) return { sentences: advice };
  const draft = showing(scene, found);
  return {
    ...draft,
    sentences: [...advice, ...draft.sentences],
    quick_replies: onward(speech, found.products.length, found.total),
    // What was measured is not kept among the wishes: it ends with the consent to it.
    memory: said !== null && wished.total > 0 ? { ...draft.memory, wishes: suited } : draft.memory,
  };
}

/** What is measured best and what is said most easily: either will do. */
function askForFace({ speech }: Scene): Draft {
  const shapes = FACE_SHAPES.slice(0, 4).map((shape) => {
    const face = speech.nouns.faces[shape];
    return { label: face, text: speech.reply('my_face', { face }) };
  });
  return {
    sentences: [speech.say('face_unknown')],
    actions: [{ type: 'start_face_analysis' }],
    quick_replies: [...replies(speech, 'measure'), ...shapes],
    memory: { awaiting: 'measure_face' },
  };
}

function judged({ speech }: Scene, shape: FrameShape, face: FaceShape): string {
  const worth = compatibilityOf(shape, face);
  const key =
    worth >= SUITS_FROM
      ? 'face_likes_shape'
      : worth <= RARELY_UP_TO
        ? 'face_rarely_shape'
        : 'face_neutral_shape';
  return speech.say(key, { shape: speech.nouns.shapes[shape], face: speech.nouns.faces[face] });
}

/** The shapes that most guides recommend for a face, the most recommended first. */
export function suiting(face: FaceShape): FrameShape[] {
  return FRAME_SHAPES.map((shape) => ({ shape, worth: compatibilityOf(shape, face) }))
    .filter(({ worth }) => worth >= SUITS_FROM)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, MOST_SHAPES)
    .map(({ shape }) => shape);
}

function compatibilityOf(shape: FrameShape, face: FaceShape): number {
  const plain: Eyewear = {
    shape,
    material: null,
    color: null,
    rim: null,
    bridge_type: null,
    lens_width: null,
    bridge: null,
    temple: null,
    total_width: null,
    lens_height: null,
    weight_g: null,
  };
  return faceShapeCompatibility(plain)[face];
}

/** The shape of a face that a text speaks of: a word for it near a word for a face. */
export function faceShapeIn(text: string): FaceShape | null {
  const tokens = plainWords(text);
  const isFace = (token: string | undefined) =>
    FACE.some((word) => token === word || token?.endsWith('gesicht'));
  const at = tokens.findIndex(isFace);
  if (at < 0) return null;
  let nearest: { shape: FaceShape; apart: number } | null = null;
  for (const [i, token] of tokens.entries()) {
    const apart = Math.abs(i - at);
    if (apart > NEAR || apart >= (nearest?.apart ?? Number.POSITIVE_INFINITY)) continue;
    const shape = FACE_SHAPES.find((each) => FACE_WORDS[each].some((word) => token.startsWith(word)));
    if (shape !== undefined) nearest = { shape, apart };
  }
  return nearest?.shape ?? null;
}
