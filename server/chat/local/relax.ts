import type { Found, Tools } from '../tools.ts';
import type { Wishes } from '../wishes.ts';
import { inWords, partsOf, type WishPart, withoutParts } from './describe-wishes.ts';
import { type Draft, replies, type Scene } from './scene.ts';
import { onward, SHOWN, showing } from './show-frames.ts';

/** Wishes that can be met, and what was given up for it. */
interface Relaxed {
  wishes: Wishes;
  dropped: WishPart[];
  found: Found;
}

/** Nothing matches: gives up what costs most and says so, or asks first where it was meant seriously. */
export async function answerNone(scene: Scene, isConfirmed: boolean): Promise<Draft> {
  const { turn, speech } = scene;
  const { wishes } = turn.memory;
  const parts = partsOf(wishes);
  if (parts.length === 0) return { sentences: [speech.say('store_empty')], is_unanswered: true };
  if (onlyAsksForCheaper(turn.understood.slots) && turn.memory.shown.length > 0) return nothingCheaper(scene);
  const relaxed = await relax(turn.tools, wishes);
  const none = speech.say(parts.length === 1 ? 'none_of_it' : 'none', {
    wishes: inWords(parts, wishes, speech),
  });
  if (relaxed === null) {
    const sentences = [none, speech.say('nothing_close')];
    return { sentences, quick_replies: replies(speech, 'start_over', 'person') };
  }
  const { dropped, found } = relaxed;
  const count = { dropped: inWords(dropped, wishes, speech), count: found.total };
  const honest = speech.say(found.total === 1 ? 'relaxed_one' : 'relaxed_many', count);
  if (!isConfirmed && !dropped.every((part) => isPlain(part, wishes))) {
    return {
      sentences: [none, honest, speech.say('shall_i_show')],
      quick_replies: replies(speech, 'yes', 'no'),
      memory: { awaiting: 'relax' },
    };
  }
  const draft = showing(scene, found);
  return {
    sentences: [...(isConfirmed ? [honest] : [none, honest]), ...draft.sentences],
    actions: [...draft.actions, { type: 'filter', wishes: relaxed.wishes }],
    quick_replies: onward(speech, found.products.length, found.total),
    memory: { ...draft.memory, wishes: relaxed.wishes },
  };
}

function onlyAsksForCheaper(slots: Scene['turn']['understood']['slots']): boolean {
  const isCheaper = slots.some(({ slot, value }) => slot === 'change' && value === 'cheaper');
  return (
    isCheaper && slots.every(({ slot }) => slot === 'change' || slot === 'ordinal' || slot === 'product')
  );
}

/** The cheapest is on the screen: the bound goes back to what it costs there, or nothing would be found from now on. */
async function nothingCheaper({ turn, speech }: Scene): Promise<Draft> {
  const { wishes, shown } = turn.memory;
  const [cheapest] = [...shown].sort((a, b) => a.price - b.price);
  const found = cheapest === undefined ? null : await turn.tools.details(cheapest.product_id);
  const values = { title: found?.product.title ?? '', price: speech.price(cheapest?.price ?? 0) };
  const max_price = Math.max(...shown.map(({ price }) => price));
  return {
    sentences: [speech.say('none_cheaper', values)],
    quick_replies: [
      ...(wishes.color.want.length > 0 ? replies(speech, 'any_color') : []),
      ...replies(speech, 'more', 'start_over'),
    ],
    memory: { wishes: { ...wishes, max_price }, focus: cheapest?.product_id ?? null },
  };
}

/** Not a budget, whom it is for, what was refused, or sunglasses: nobody wants to see past these without being asked. */
function isPlain({ axis, side }: WishPart, wishes: Wishes): boolean {
  if (axis === 'lens_type')
    return !wishes.lens_type.want.some((lens) => lens === 'sun' || lens === 'polarized');
  return side === 'want' && axis !== 'price' && axis !== 'gender';
}

/**
 * The one wish whose loss brings most frames, the plain ones first; where no single one is enough, as many wishes as
 * go together, in the order in which they are told. The same wishes always give the same answer, so that a yes means
 * what was asked.
 */
async function relax(tools: Tools, wishes: Wishes): Promise<Relaxed | null> {
  const parts = partsOf(wishes);
  const plain = await bestWithoutOne(
    tools,
    wishes,
    parts.filter((part) => isPlain(part, wishes)),
  );
  const other = parts.filter((part) => !isPlain(part, wishes));
  return plain ?? (await bestWithoutOne(tools, wishes, other)) ?? (await asManyAsGo(tools, wishes, parts));
}

async function bestWithoutOne(
  tools: Tools,
  wishes: Wishes,
  parts: readonly WishPart[],
): Promise<Relaxed | null> {
  let best: Relaxed | null = null;
  for (const part of parts) {
    const less = withoutParts(wishes, [part]);
    const found = await tools.search(less, SHOWN);
    if (found.total > (best?.found.total ?? 0)) best = { wishes: less, dropped: [part], found };
  }
  return best;
}

async function asManyAsGo(tools: Tools, wishes: Wishes, parts: readonly WishPart[]): Promise<Relaxed | null> {
  let dropped = [...parts];
  const all = withoutParts(wishes, parts);
  const found = await tools.search(all, SHOWN);
  let last: Relaxed | null = found.total === 0 ? null : { wishes: all, dropped, found };
  for (const part of parts) {
    const fewer = dropped.filter((other) => other !== part);
    const tried = withoutParts(wishes, fewer);
    const found = await tools.search(tried, SHOWN);
    if (found.total === 0) continue;
    dropped = fewer;
    last = { wishes: tried, dropped, found };
  }
  return last;
}
