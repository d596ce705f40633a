import type { Language } from '../recommend/index.ts';

/** What is said when no model could answer in time: that it went wrong, and that nothing is lost. */
export const APOLOGIES: Record<Language, { sorry: string; again: string }> = {
  en: {
    sorry: 'Sorry, I could not answer that in time. Nothing is lost: please ask me once more.',
    again: 'Try again',
  },
  de: {
    sorry: 'Entschuldigung, das hat zu lange gedauert. Es ist nichts verloren: Bitte noch einmal fragen.',
    again: 'Noch einmal',
  },
  fr: {
    sorry: 'Désolé, je n’ai pas pu répondre à temps. Rien n’est perdu : posez la question encore une fois.',
    again: 'Réessayer',
  },
  es: {
    sorry: 'Perdón, no he podido responder a tiempo. No se ha perdido nada: pregunta otra vez, por favor.',
    again: 'Intentar de nuevo',
  },
  it: {
    sorry: 'Scusa, non sono riuscito a rispondere in tempo. Nulla è perso: chiedimelo ancora una volta.',
    again: 'Riprova',
  },
};
