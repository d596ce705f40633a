import { type Eyewear, FRAME_SHAPES, type FrameShape, faceShapeCompatibility } from '../../catalog/index.ts';
import { FACE_SHAPES, type FaceShape } from '../../face/index.ts';
import type { Found } from '../tools.ts';
import { noWishes } from '../wishes.ts';
import { type Draft, replies, type Scene } from './scene.ts';
import { onward, showing } from './show-frames.ts';

/** As in recommendations: from 0.7 many guides recommend a shape for a face, down from 0.3 many advise against it. */
const SUITS_FROM = 0.7;
const RARELY_UP_TO = 0.3;
const MOST_SHAPES = 4;
const LOOKED_AT = 12;

/** Which shapes suit a face: the shopper's by what they say, else as measured. */
export async function faceShapeAdvice(scene: Scene): Promise<Draft> {
  const { turn, speech } = scene;
  const face = turn.memory.face_said ?? (await turn.tools.face())?.face_shape ?? null;
  if (face === null) return askForFace(scene);
  const about = turn.understood.slots.find((slot) => slot.slot === 'shape');
  if (about?.slot === 'shape') return { sentences: [judged(scene, about.value as FrameShape, face)] };
  const shapes = suiting(face);
  const names = shapes.map((shape) => speech.nouns.shapes[shape]);
  const advice = [
    speech.say('face_advice', { face: speech.nouns.faces[face], shapes: speech.all(names) }),
    speech.say('advice_is_custom'),
  ];
  const found = await suitedFrames(scene, shapes);
  if (found.total === 0) return { sentences: advice };
  const draft = showing(scene, found);
  return {
    ...draft,
    sentences: [...advice, ...draft.sentences],
    quick_replies: onward(speech, found.products.length, found.total),
  };
}

/**
 * Frames as they are wished for, of these shapes where no other was asked for; of these shapes alone where there are
 * none. The shapes are no wish: whoever asks what suits has not said that nothing else will do.
 */
async function suitedFrames({ turn }: Scene, shapes: readonly FrameShape[]): Promise<Found> {
  const { tools, memory } = turn;
  const shape = { want: [...shapes], avoid: [] };
  const hasShape = memory.wishes.shape.want.length > 0;
  const wished = await tools.search(hasShape ? memory.wishes : { ...memory.wishes, shape }, LOOKED_AT);
  return wished.total > 0 ? wished : tools.search({ ...noWishes(), shape }, LOOKED_AT);
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
