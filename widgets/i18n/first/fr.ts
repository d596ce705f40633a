import type { FirstWords } from './en.ts';

export const words: FirstWords = {
  title: 'Des montures à la taille de votre visage',
  close: 'Fermer',
  back: 'Retour',
  retry: 'Réessayer',
  loading: 'Chargement…',
  step_photo: 'Photo',
  step_size: 'Votre taille',
  step_wishes: 'Envies',
  step_frames: 'Montures',
  the_shop: 'la boutique',
  consent_title: 'Votre taille en une photo',
  consent_lead:
    'Nous mesurons votre visage en millimètres et montrons les montures qui vous vont. Vous décidez de la suite.',
  consent_memory: 'La photo est mesurée en mémoire sur le serveur de {store} et n’est jamais enregistrée.',
  consent_hours:
    'Restent les chiffres, {hours} heures au plus, et vos réponses ici. Vous pouvez effacer les deux à tout moment.',
  consent_identity: 'Ils ne servent pas à vous reconnaître et ne sont pas transmis.',
  consent_more: 'Seulement si vous le souhaitez',
  consent_personal: 'Tenir compte de ce que je regarde et choisis pour mieux me conseiller',
  consent_analytics: 'Compter, sans mon nom, comment cet outil est utilisé pour l’améliorer',
  consent_marketing: 'Utiliser mes choix pour des offres de {store}',
  consent_gpc: 'Votre navigateur demande à ne pas être suivi. Pour nous, c’est un non.',
  consent_yes: 'Accepter et mesurer mon visage',
  consent_no: 'Continuer sans photo',
  consent_age: 'Réservé aux adultes, dès 18 ans.',
  ask: 'Poser une question',
  'unreachable.title': 'Le service d’essayage est injoignable',
  'unreachable.advice': 'La boutique, elle, fonctionne comme toujours. Réessayez dans un instant.',
  'unknown.title': 'Cela n’a pas fonctionné',
  'unknown.advice': 'Veuillez réessayer.',
};
