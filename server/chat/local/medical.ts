import { plainWords } from '../../catalog/index.ts';
import { handingOver } from './reach.ts';
import { type Draft, replies, type Scene } from './scene.ts';

/**
 * Signs with which eyes belong to a doctor on the same day, in five languages: sudden loss of sight, flashes, a
 * curtain, strong pain, injury, chemicals (nhs.uk/conditions/eye-injuries, aao.org on eye emergencies).
 * Beginnings of words without accents; `+` joins those that must come together.
 */
const URGENT: readonly string[] = [
  ...['sudden', 'flash', 'curtain', 'chemical', 'bleach', 'acid', 'bleed', 'blind', 'emergency', 'pain'],
  ...['can+not+see+anything', 'cannot+see+anything', 'can+t+see+anything', 'lost+sight', 'lost+vision'],
  ...['loss+sight', 'loss+vision', 'see+double', 'seeing+double'],
  ...['plotzlich', 'blitz', 'vorhang', 'verletz', 'saure', 'veratz', 'blut', 'erblind', 'notfall', 'schmerz'],
  ...['sehe+nichts', 'sehverlust', 'doppelt', 'doppelbild'],
  ...[
    'soudain',
    'brusque',
    'eclair',
    'rideau',
    'produit+chimique',
    'saign',
    'aveugle',
    'urgence',
    'voile+noir',
  ],
  ...['douleur', 'tres+mal+oeil', 'tres+mal+yeux', 'vois+plus+rien', 'vois+double', 'perte+vue', 'perdu+vue'],
  ...['repent', 'subit', 'destello', 'cortina', 'quimic', 'lejia', 'sangr', 'ciego', 'ciega', 'urgencia'],
  ...['dolor+ojo', 'duele+mucho+ojo', 'veo+nada', 'veo+doble', 'perdido+vista', 'perdida+vis'],
  ...['improvvis', 'lampi', 'tenda', 'chimic', 'candeggina', 'sangu', 'cieco', 'cieca', 'emergenza'],
  ...[
    'dolore+occhi',
    'male+molto+occhi',
    'vedo+nulla',
    'vedo+niente',
    'vedo+doppio',
    'perso+vista',
    'perdita+vista',
  ],
];

/** No diagnosis and no lens powers: who sees eyes every day is named, at once where it can't wait. */
export function medical(scene: Scene): Draft {
  const { speech, turn } = scene;
  if (isUrgent(turn.text)) return { sentences: [speech.say('medical_urgent')] };
  const draft = handingOver(scene, 'medical', [speech.say('medical')]);
  return {
    ...draft,
    sentences: [...draft.sentences, speech.say('medical_frames')],
    quick_replies: replies(speech, 'show_frames'),
  };
}

export function isUrgent(text: string): boolean {
  const tokens = plainWords(text);
  const has = (start: string) => tokens.some((token) => token.startsWith(start));
  return URGENT.some((signs) => signs.split('+').every(has));
}
