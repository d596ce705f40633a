/** The words of the first screen. The other languages have the same keys; `{names}` are filled in. */
export const words = {
  title: 'Frames that fit your face',
  close: 'Close',
  back: 'Back',
  retry: 'Try again',
  loading: 'Loading…',
  step_photo: 'Photo',
  step_size: 'Your size',
  step_wishes: 'Wishes',
  step_frames: 'Frames',
  the_shop: 'the shop',
  consent_title: 'Your size from one photo',
  consent_lead: 'We measure your face in millimetres and show the frames that fit. You decide what happens.',
  consent_memory: 'The photo is measured in memory on the server of {store} and never stored.',
  consent_hours:
    'We keep the numbers, {hours} hours at most, and your answers here. You can delete both at any moment.',
  consent_identity: 'They are not used to recognise you and not passed on.',
  consent_more: 'Only if you like',
  consent_personal: 'Let what I look at and pick improve my suggestions',
  consent_analytics: 'Count how this tool is used, without my name, to make it better',
  consent_marketing: 'Use my choices for offers from {store}',
  consent_gpc: 'Your browser asks not to be tracked. We take that as a no.',
  consent_yes: 'Agree and measure my face',
  consent_no: 'Go on without a photo',
  consent_age: 'Only for adults, 18 or older.',
  ask: 'Ask a question',
  'unreachable.title': 'We can’t reach the fitting service',
  'unreachable.advice': 'The shop itself works as always. Please try again in a moment.',
  'unknown.title': 'That did not work',
  'unknown.advice': 'Please try again.',
};

export type FirstWords = Readonly<Record<keyof typeof words, string>>;
