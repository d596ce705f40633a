import { addToCart } from './cart.ts';
import { findFrames, showBest } from './find-frames.ts';
import { measureFace } from './fit.ts';
import { handingOver, handover } from './reach.ts';
import { answerNone } from './relax.ts';
import { type Draft, replies, type Scene } from './scene.ts';
import { onward } from './show-frames.ts';

/** A bare yes: to what was asked. */
export function yes(scene: Scene): Draft | Promise<Draft> {
  const { speech, turn } = scene;
  switch (turn.memory.awaiting) {
    case 'measure_face':
      return measureFace(scene);
    case 'relax':
      return answerNone(scene, true);
    case 'handover':
      return handover(scene);
    case 'to_cart':
      return addToCart(scene);
    case 'satisfaction':
      return { sentences: [speech.say('glad')] };
    case 'budget':
    case 'shape':
    case 'color':
    case 'occasion':
      return {
        sentences: [speech.say(`ask_${turn.memory.awaiting}`)],
        memory: { awaiting: turn.memory.awaiting },
      };
    case null:
      return {
        sentences: [speech.say('good_what_next')],
        quick_replies: replies(speech, 'show_frames', 'suits_me'),
      };
  }
}

/** A bare no. */
export function no(scene: Scene): Draft | Promise<Draft> {
  const { speech, turn } = scene;
  switch (turn.memory.awaiting) {
    case 'measure_face':
      return withoutPhoto(scene);
    case 'relax':
      return {
        sentences: [speech.say('wishes_kept')],
        quick_replies: replies(speech, 'any_color', 'any_price', 'start_over'),
      };
    case 'satisfaction':
      return handingOver(scene, 'asked', [speech.say('sorry_not_helped')]);
    case 'budget':
    case 'shape':
    case 'color':
    case 'occasion':
      // No preference: the same frames, without another question.
      return findFrames(scene, false);
    case 'handover':
    case 'to_cart':
    case null:
      return {
        sentences: [speech.say('fine_what_else')],
        quick_replies: replies(speech, 'show_frames', 'start_over'),
      };
  }
}

/** The frames on the screen stay; where there are none, the best are shown. */
function withoutPhoto(scene: Scene): Draft | Promise<Draft> {
  const { speech, turn } = scene;
  const fine = speech.say('fine_without_photo');
  const { length } = turn.memory.shown;
  if (length === 0) return showBest(scene, [fine]);
  return { sentences: [fine], quick_replies: onward(speech, length) };
}
