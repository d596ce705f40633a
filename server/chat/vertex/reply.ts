import { askToCart, lately, onward, SHOWN, speechFor } from '../local/index.ts';
import type { FallbackReason, Reply, Turn } from '../model.ts';
import type { NewAction } from '../schema.ts';
import type { Calls } from './call-tools.ts';

/**
 * What becomes of what a model has looked up, and what the shopper is to be asked after its words.
 * @param named the frames it has named, in order
 */
export function replyOf(
  turn: Turn,
  calls: Calls,
  named: readonly string[],
  { model, fell_back }: { model: string; fell_back: FallbackReason | null },
): { reply: Omit<Reply, 'text'>; question: string | null } {
  const { store, memory } = turn;
  const speech = speechFor(memory.language, store.settings.tone, store.currency);
  const actions: NewAction[] = [];
  const all = calls.found?.products ?? [];
  // What was spoken of comes first, so that "the second one" is the second one.
  const first = named.flatMap((id) => all.find(({ product_id }) => product_id === id) ?? []);
  const products = [...new Set([...first, ...all])].slice(0, SHOWN);
  if (calls.found !== null) actions.push({ type: 'show_products', products, total: calls.found.total });
  if (calls.compared.length > 1) actions.push({ type: 'compare', products: [...calls.compared] });
  actions.push(...calls.others);
  const shown = products.map(({ product_id, variant_id, price }) => ({ product_id, variant_id, price }));
  const seen = lately(memory.seen, [...shown.map(({ product_id }) => product_id), ...named]);
  const asking = calls.offered === null ? null : askToCart(speech, calls.offered);
  const reply = {
    actions,
    quick_replies:
      asking !== null
        ? asking.quick_replies
        : shown.length > 0
          ? onward(speech, shown.length, calls.found?.total)
          : [],
    memory: {
      ...memory,
      ...(shown.length > 0 ? { shown } : {}),
      seen,
      focus: named.length === 1 ? (named[0] ?? null) : memory.focus,
      awaiting: null,
      asked: 0,
      ...asking?.memory,
    },
    model,
    fell_back,
    is_unanswered: calls.others.some(
      (action) => action.type === 'hand_over' && action.reason === 'unanswered',
    ),
  };
  return { reply, question: asking?.sentence ?? null };
}
