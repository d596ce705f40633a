import { minorUnitDigits, plainWords } from '../../catalog/index.ts';
import { type Draft, replies, type Scene } from './scene.ts';

/** A price that shows how a wish is said, in whole units of most currencies. */
const EXAMPLE_PRICE = 150;

/** Says at once that it is a program (Regulation (EU) 2024/1689, Article 50(1)), and how to begin. */
export async function greet(scene: Scene): Promise<Draft> {
  const { turn, speech } = scene;
  if (turn.history.some(({ by }) => by === 'assistant')) {
    return {
      sentences: [speech.say('greet_again')],
      quick_replies: replies(speech, 'show_frames', 'suits_me'),
    };
  }
  const hasFace = (await turn.tools.face()) !== null;
  const hint = speech.say('greet_how', {
    price: speech.price(EXAMPLE_PRICE * 10 ** minorUnitDigits(turn.store.currency)),
  });
  return {
    sentences: [selfInWords(scene), hint],
    quick_replies: hasFace
      ? replies(speech, 'suits_me', 'show_frames')
      : replies(speech, 'show_frames', 'measure'),
  };
}

function selfInWords({ turn, speech }: Scene): string {
  const { name: store, settings } = turn.store;
  const name = settings.assistant_name;
  return name === null ? speech.say('greet_unnamed', { store }) : speech.say('greet', { name, store });
}

/** Beginnings of words about what the assistant is. Asked, it never passes for a person. */
const ABOUT_SELF: readonly string[] = [
  ...[
    'bot',
    'chatbot',
    'robot',
    'roboter',
    'human',
    'person',
    'real',
    'program',
    'machine',
    'computer',
    'ai',
    'gpt',
  ],
  ...[
    'mensch',
    'maschine',
    'ki',
    'echt',
    'humain',
    'personne',
    'ia',
    'vrai',
    'human',
    'humano',
    'maquina',
    'umano',
  ],
  ...[
    'umana',
    'macchina',
    'vera',
    'vero',
    'name',
    'who',
    'wer',
    'heisst',
    'nom',
    'appell',
    'qui',
    'quien',
    'llamas',
  ],
  ...['chi', 'chiami', 'nome', 'nombre'],
];
const THANKS = ['thank', 'thx', 'ty', 'cheers', 'dank', 'merci', 'gracia', 'grazie'];
const ABILITY = [
  'can',
  'help',
  'able',
  'kannst',
  'konnen',
  'hilf',
  'helf',
  'peux',
  'pouvez',
  'aide',
  'puede',
  'ayud',
  'puoi',
  'aiut',
  'sai',
];

export function smallTalk(scene: Scene): Draft {
  const { turn, speech } = scene;
  const tokens = plainWords(turn.text);
  const says = (words: readonly string[]) =>
    tokens.some((token) => words.some((word) => (word.length < 4 ? token === word : token.startsWith(word))));
  const quick_replies = replies(speech, 'show_frames', 'suits_me');
  if (says(THANKS)) return { sentences: [speech.say('welcome')], quick_replies };
  if (says(ABOUT_SELF)) {
    const self = speech.say('is_program', { store: turn.store.name });
    return { sentences: [self, speech.say('can_do')], quick_replies };
  }
  if (says(ABILITY)) return { sentences: [speech.say('can_do')], quick_replies };
  return { sentences: [speech.say('always_fine')], quick_replies };
}

export function goodbye({ speech }: Scene): Draft {
  return {
    sentences: [speech.say('goodbye'), speech.say('was_it_good')],
    actions: [{ type: 'ask_satisfaction' }],
    quick_replies: replies(speech, 'yes', 'no'),
    memory: { awaiting: 'satisfaction' },
  };
}

/** Foul words, and attempts to bend the assistant: short, calm, and back to the subject. */
export function flagged(scene: Scene): Draft {
  const { turn, speech } = scene;
  const isAttack = turn.flags.some((flag) => flag !== 'profanity');
  return {
    sentences: [isAttack ? speech.say('refuse', { store: turn.store.name }) : speech.say('calm')],
    quick_replies: replies(speech, 'show_frames', 'person'),
  };
}
