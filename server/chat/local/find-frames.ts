import type { Found, Tools } from '../tools.ts';
import { noWishes, type Wishes } from '../wishes.ts';
import { clarifying } from './clarify.ts';
import { partsOf } from './describe-wishes.ts';
import { suiting } from './face-shape.ts';
import { answerNone } from './relax.ts';
import { faceShapeIn } from './said-face.ts';
import { type Draft, pointed, replies, type Scene, saysWishes } from './scene.ts';
import { countOf, onward, showing } from './show-frames.ts';
import { cheapestOf, leastIn } from './superlative.ts';

/** As many as are looked at for what they have in common. */
const LOOKED_AT = 12;

/** Frames by what was wished for so far. @param mayAsk whether a question may follow that narrows them down */
export async function findFrames(scene: Scene, mayAsk = true): Promise<Draft> {
  const { turn, speech } = scene;
  const { tools, understood } = turn;
  const asksForOthers = understood.slots.some(
    (slot) => slot.slot === 'change' && (slot.value === 'more' || slot.value === 'different'),
  );
  const seen = asksForOthers ? turn.memory.seen : [];
  const { wishes, found: matching } = await foundBy(scene, seen);
  const isCheapest = leastIn(turn.text) === 'price' && matching.products.length > 0;
  const found = isCheapest ? await cheapestOf(tools, wishes, matching) : matching;
  if (found.total === 0) return answerNone(scene, false);
  if (found.products.length === 0) {
    return { sentences: [speech.say('no_more')], quick_replies: replies(speech, 'start_over', 'any_price') };
  }
  const draft = showing(scene, found);
  const question = mayAsk ? await clarifying({ ...turn.memory, wishes }, found, tools, speech) : null;
  const opening = asksForOthers ? speech.say('more_found') : countOf(found.total, wishes, speech);
  return {
    sentences: [
      opening,
      ...(isCheapest ? cheapestInWords(scene, found) : [...rankedForFace(scene), ...draft.sentences]),
      ...(question === null ? [] : [question.sentence]),
    ],
    actions: [
      ...draft.actions,
      ...(saysWishes(understood.slots) ? [{ type: 'filter', wishes: turn.memory.wishes } as const] : []),
    ],
    quick_replies: question?.quick_replies ?? onward(speech, found.products.length, found.total),
    memory: { ...draft.memory, ...(isCheapest && focusOn(found)), ...question?.memory },
  };
}

/** The one that is named is the one spoken of. */
function focusOn({ products: [first] }: Found) {
  return { focus: first?.product_id ?? null };
}

function cheapestInWords({ speech }: Scene, { products: [cheapest] }: Found): string[] {
  if (cheapest === undefined) return [];
  const { title, price, currency } = cheapest;
  return [speech.say('cheapest_of_these', { title, price: speech.price(price, currency) })];
}

/** Says once, when a face is named, what that has done to the order. */
function rankedForFace({ turn, speech }: Scene): string[] {
  const { face_said, wishes } = turn.memory;
  if (face_said === null || faceShapeIn(turn.text) === null || wishes.shape.want.length > 0) return [];
  const shapes = suiting(face_said)
    .filter((shape) => !wishes.shape.avoid.includes(shape))
    .map((shape) => speech.nouns.shapes[shape]);
  const values = { face: speech.nouns.faces[face_said], shapes: speech.all(shapes) };
  return shapes.length === 0 ? [] : [speech.say('ranked_for_face', values)];
}

/** By the wishes; "like the second one" also by its shape, where there are such. */
async function foundBy(scene: Scene, except: readonly string[]): Promise<{ wishes: Wishes; found: Found }> {
  const { memory, tools, understood } = scene.turn;
  // "Cheaper than the first" may be of any shape.
  const isOther = understood.slots.some(({ slot, value }) => slot === 'change' && value !== 'more');
  const like = isOther ? undefined : pointed(scene)[0];
  if (like !== undefined && memory.wishes.shape.want.length === 0) {
    const wishes = await ofTheShapeOf(like, memory.wishes, tools);
    const found = await tools.search(wishes, LOOKED_AT, except);
    if (found.products.length > 0) return { wishes, found };
  }
  return { wishes: memory.wishes, found: await tools.search(memory.wishes, LOOKED_AT, except) };
}

async function ofTheShapeOf(product_id: string, wishes: Wishes, tools: Tools): Promise<Wishes> {
  const shape = (await tools.details(product_id))?.product.eyewear.shape ?? null;
  return shape === null ? wishes : { ...wishes, shape: { want: [shape], avoid: [] } };
}

/** The frames that fit and suit best: of those wished for, else of all. */
export async function showBest(scene: Scene, sentences: readonly string[]): Promise<Draft> {
  const { memory, tools } = scene.turn;
  const wished = partsOf(memory.wishes).length > 0 ? await tools.search(memory.wishes, LOOKED_AT) : null;
  const found = wished !== null && wished.total > 0 ? wished : await tools.recommend(LOOKED_AT);
  if (found.products.length === 0) return { sentences: [...sentences, scene.speech.say('store_empty')] };
  const draft = showing(scene, found);
  return {
    ...draft,
    sentences: [...sentences, ...draft.sentences],
    quick_replies: onward(scene.speech, found.products.length, found.total),
  };
}

/** Frames like one that can't be had. */
export async function showSimilar(scene: Scene, product_id: string, sentence: string): Promise<Draft> {
  const { turn, speech } = scene;
  const wishes = await ofTheShapeOf(product_id, noWishes(), turn.tools);
  const found = await turn.tools.search(wishes, LOOKED_AT, [product_id]);
  if (found.products.length === 0) return { sentences: [sentence], memory: { focus: product_id } };
  const draft = showing(scene, found);
  return { ...draft, sentences: [sentence, speech.say('similar'), ...draft.sentences] };
}
