import { plainWords } from '../../catalog/index.ts';
import { sizeOfFront } from '../../face/index.ts';
import type { Recommendation } from '../../recommend/index.ts';
import { showBest } from './find-frames.ts';
import { askWhich, candidates, type Draft, meant, replies, type Scene } from './scene.ts';

/** Reasons that say the size once more, which the sentence has said already. */
const OF_WIDTH = /^width_/;

/** Whether a frame, or those on the screen, fit the shopper. */
export async function fitQuestion(scene: Scene): Promise<Draft> {
  const { turn, speech } = scene;
  const { tools } = turn;
  const face = await tools.face();
  const one = asksWhich(scene) ? null : await meant(scene);
  const several = asksWhich(scene) ? [] : candidates(scene);
  if (one === null && several.length > 1 && face !== null) return fitOf(several, scene);
  if (one === null) {
    if (face !== null) return showBest(scene, [speech.say('best_fitting')]);
    const unknown = speech.say(several.length === 0 ? 'fits_need_face' : 'fit_needs_face');
    return { sentences: [unknown, ...offerMeasuring(scene).sentences], ...asking(scene) };
  }
  const checked = await tools.checkFit(one);
  if (checked === null) return askWhich(scene);
  const focus = { focus: one };
  if (face === null) {
    const sentences = [
      speech.say('fit_needs_face'),
      ...frontOf(scene, checked.card),
      ...offerMeasuring(scene).sentences,
    ];
    const asked = asking(scene);
    return { ...asked, sentences, memory: { ...asked.memory, ...focus } };
  }
  return {
    sentences: fitInWords(scene, checked.card),
    quick_replies: replies(speech, 'to_cart', 'suits_me'),
    memory: focus,
  };
}

/** Words of the trade in the plural, and "which": "which frames fit me?" is not about the one last spoken of. */
const WHICH = ['which', 'welche', 'quelles', 'quels', 'lesquelles', 'cuales', 'que', 'quali'];
const FRAMES = [
  'frames',
  'glasses',
  'ones',
  'brillen',
  'fassungen',
  'montures',
  'lunettes',
  'monturas',
  'gafas',
  'montature',
  'occhiali',
];

function asksWhich({ turn }: Scene): boolean {
  const tokens = plainWords(turn.text);
  const points = turn.understood.slots.some(({ slot }) => slot === 'ordinal' || slot === 'product');
  if (points || !tokens.some((token) => WHICH.includes(token))) return false;
  return (
    tokens.some((token) => FRAMES.includes(token)) ||
    ['lesquelles', 'cuales'].some((word) => tokens.includes(word))
  );
}

function fitInWords({ speech }: Scene, card: Recommendation): string[] {
  const { title, fit } = card;
  const others = { ...card, reason_codes: card.reason_codes.filter(({ code }) => !OF_WIDTH.test(code)) };
  const why = speech.why(others);
  return [
    speech.say(`fit_${fit.size}`, { title }),
    ...(why === '' || fit.size === 'unknown' ? [] : [speech.say('fit_also', { why })]),
  ];
}

/** "Do these fit me?" */
async function fitOf(product_ids: readonly string[], scene: Scene): Promise<Draft> {
  const { turn, speech } = scene;
  const checks = await Promise.all(product_ids.map((id) => turn.tools.checkFit(id)));
  const fits = checks.flatMap((check) =>
    check === null ? [] : [`${check.card.title} (${speech.words.fits[check.fit.size]})`],
  );
  if (fits.length === 0) return askWhich(scene);
  return {
    sentences: [`${speech.say('fact', { label: speech.label('fit'), value: fits.join(', ') })}.`],
    quick_replies: replies(speech, 'suits_me'),
  };
}

/** What can be said of a frame's size without a face. */
export function frontOf({ speech }: Scene, { title, frame }: Recommendation): string[] {
  const mm = frame.total_width;
  if (mm === null) return [];
  return [speech.say('front_is', { title, mm, size: speech.words.sizes[sizeOfFront(mm)] })];
}

/** "Shall I measure your face?", and what a yes to it means. */
export function offerMeasuring(scene: Scene): Draft {
  return { sentences: [scene.speech.say('shall_i_measure')], ...asking(scene) };
}

function asking({ speech }: Scene) {
  return {
    actions: [{ type: 'start_face_analysis' } as const],
    quick_replies: replies(speech, 'measure', 'no'),
    memory: { awaiting: 'measure_face' as const },
  };
}

/** The photo is the shopper's choice; the widget asks for consent before it opens a camera. */
export async function measureFace(scene: Scene): Promise<Draft> {
  const face = await scene.turn.tools.face();
  return {
    sentences: [...(face === null ? [] : [faceInWords(scene, face)]), scene.speech.say('measure')],
    actions: [{ type: 'start_face_analysis' }],
    ...(face !== null && { quick_replies: replies(scene.speech, 'suits_me') }),
  };
}

function faceInWords(
  { speech }: Scene,
  face: NonNullable<Awaited<ReturnType<Scene['turn']['tools']['face']>>>,
) {
  const { face_shape, size } = face;
  return speech.say('face_known', { face: speech.nouns.faces[face_shape], size: speech.words.sizes[size] });
}
