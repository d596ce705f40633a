import type { NewAction } from '../schema.ts';
import { type Draft, replies, type Scene } from './scene.ts';

type Reason = Extract<NewAction, { type: 'hand_over' }>['reason'];

/** How a person is reached, as the merchant has said; nothing is made up where there is nothing. */
export function handingOver(scene: Scene, reason: Reason, sentences: readonly string[]): Draft {
  const { store } = scene.turn;
  const contact = store.settings.handover;
  return {
    sentences: [...sentences, ...reachable(scene)],
    actions: [{ type: 'hand_over', reason, contact }],
  };
}

function reachable({ turn, speech }: Scene): string[] {
  const { name, settings } = turn.store;
  const { email, phone, url, hours } = settings.handover ?? {};
  const ways = [
    email !== undefined && speech.say('reach_email', { email }),
    phone !== undefined && speech.say('reach_phone', { phone }),
    url !== undefined && speech.say('reach_url', { url }),
  ].filter((way) => way !== false);
  if (ways.length === 0) return [speech.say('reach_none', { store: name })];
  return [
    speech.say('reach', { store: name, ways: ways.join(', ') }),
    ...(hours === undefined ? [] : [speech.say('reach_hours', { hours })]),
  ];
}

/** A question about the shop: its own answer word for word, or none. */
export async function storeQuestion(scene: Scene): Promise<Draft> {
  const answered = await answeredByStore(scene);
  return (
    answered ?? { ...handingOver(scene, 'unanswered', [scene.speech.say('not_known')]), is_unanswered: true }
  );
}

/** null where the shop has said nothing close. */
export async function answeredByStore({ turn, speech }: Scene): Promise<Draft | null> {
  const [entry] = await turn.tools.faq(turn.text);
  if (entry === undefined) return null;
  return {
    sentences: [
      entry.answer,
      ...(entry.url === undefined ? [] : [speech.say('faq_url', { url: entry.url })]),
    ],
  };
}

export function orderStatus(scene: Scene): Draft {
  return handingOver(scene, 'order_status', [
    scene.speech.say('no_orders', { store: scene.turn.store.name }),
  ]);
}

export function complaint(scene: Scene): Draft {
  return handingOver(scene, 'complaint', [scene.speech.say('sorry', { store: scene.turn.store.name })]);
}

export function handover(scene: Scene): Draft {
  return handingOver(scene, 'asked', [scene.speech.say('person')]);
}

/** Neither about frames nor about the shop; the shop's own answers may still know. */
export async function outOfScope(scene: Scene): Promise<Draft> {
  const { speech, turn } = scene;
  const answered = await answeredByStore(scene);
  if (answered !== null) return answered;
  return {
    sentences: [speech.say('only_frames', { store: turn.store.name })],
    quick_replies: replies(speech, 'show_frames', 'suits_me', 'person'),
    is_unanswered: true,
  };
}
