import type { Double, Edit } from './double.ts';
import { type Answer, type Asked, jsonOf } from './listen.ts';

/** Requests under this path change the shop itself, as its merchant would; no platform has it. */
export const CONTROL_PATH = '/_double/';

/**
 * `GET /_double/products`, `POST /_double/products/:id` with `{title?, price?, stock?}`, `DELETE /_double/products/:id`,
 * and `GET /_double/deliveries` for what was sent.
 */
export function control(double: Double, { method, path, body }: Asked): Answer {
  const [what, id] = path.slice(CONTROL_PATH.length).split('/').map(decodeURIComponent);
  if (what === 'deliveries' && method === 'GET') {
    const sent = double.deliveries().slice(-100);
    return {
      status: 200,
      body: sent.map(({ topic, address, attempt, status, outcome, at }) => ({
        topic,
        address,
        attempt,
        status,
        outcome,
        at,
      })),
    };
  }
  if (what !== 'products') return { status: 404, body: { message: 'There are /products and /deliveries.' } };
  if (method === 'GET') return { status: 200, body: double.titles() };
  const edit = editOf(jsonOf(body));
  if (method === 'POST' && edit === null) {
    return { status: 400, body: { message: 'Send JSON such as {"title":"…","price":"149.00","stock":3}.' } };
  }
  const isDone =
    method === 'DELETE' ? double.discard(id ?? '') : edit !== null && double.edit(id ?? '', edit);
  return isDone ? { status: 204 } : { status: 404, body: { message: 'There is no such product.' } };
}

function editOf(given: unknown): Edit | null {
  if (typeof given !== 'object' || given === null) return null;
  const { title, price, stock } = given as Record<string, unknown>;
  const edit: Edit = {
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof price === 'string' && /^\d+\.\d\d$/.test(price) ? { price } : {}),
    ...(typeof stock === 'number' && Number.isInteger(stock) && stock >= 0 ? { stock } : {}),
  };
  return Object.keys(edit).length > 0 ? edit : null;
}
