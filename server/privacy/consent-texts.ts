import type { Purpose } from './purposes.ts';

/** Languages in which shoppers are asked: those of the widget. */
export const CONSENT_LANGUAGES = ['en', 'de', 'fr', 'es', 'it'] as const;
export type ConsentLanguage = (typeof CONSENT_LANGUAGES)[number];

/** The words a shopper saw: what was said about measuring, and what stood at each thing they could agree to. */
export interface ConsentText {
  readonly notice: readonly string[];
  readonly purposes: Readonly<Record<Purpose, string>>;
}

/**
 * Every wording that was ever shown, by version. A version is never changed, only followed by another: records point
 * here. `{store}` is the shop's name and `{hours}` how long measurements are kept.
 */
export const CONSENT_TEXTS: Readonly<Record<string, Readonly<Record<ConsentLanguage, ConsentText>>>> = {
  '2026-11-2': {
    en: {
      notice: [
        'Your size from one photo',
        'We measure your face in millimetres and show the frames that fit. You decide what happens.',
        'The photo is measured in memory on the server of {store} and never stored.',
        'We keep the numbers, {hours} hours at most, and your answers here. You can delete both at any moment.',
        'They are not used to recognise you and not passed on.',
        'Only for adults, 18 or older.',
      ],
      purposes: {
        face_analysis_processing: 'Agree and measure my face',
        personalized_recommendations: 'Let what I look at and pick improve my suggestions',
        analytics_and_improvement: 'Count how this tool is used, without my name, to make it better',
        marketing_communications: 'Use my choices for offers from {store}',
      },
    },
    de: {
      notice: [
        'Ihre Größe aus einem Foto',
        'Wir messen Ihr Gesicht in Millimetern und zeigen die Brillen, die passen. Sie entscheiden, was geschieht.',
        'Das Foto wird im Arbeitsspeicher des Servers von {store} vermessen und nie gespeichert.',
        'Es bleiben die Zahlen, höchstens {hours} Stunden, und Ihre Antworten hier. Beides können Sie jederzeit löschen.',
        'Sie dienen nicht dazu, Sie wiederzuerkennen, und werden nicht weitergegeben.',
        'Nur für Erwachsene ab 18 Jahren.',
      ],
      purposes: {
        face_analysis_processing: 'Zustimmen und Gesicht messen',
        personalized_recommendations: 'Was ich ansehe und wähle, darf meine Vorschläge verbessern',
        analytics_and_improvement:
          'Ohne meinen Namen zählen, wie dieses Werkzeug genutzt wird, um es zu verbessern',
        marketing_communications: 'Meine Auswahl für Angebote von {store} nutzen',
      },
    },
    fr: {
      notice: [
        'Votre taille en une photo',
        'Nous mesurons votre visage en millimètres et montrons les montures qui vous vont. Vous décidez de la suite.',
        'La photo est mesurée en mémoire sur le serveur de {store} et n’est jamais enregistrée.',
        'Restent les chiffres, {hours} heures au plus, et vos réponses ici. Vous pouvez effacer les deux à tout moment.',
        'Ils ne servent pas à vous reconnaître et ne sont pas transmis.',
        'Réservé aux adultes, dès 18 ans.',
      ],
      purposes: {
        face_analysis_processing: 'Accepter et mesurer mon visage',
        personalized_recommendations: 'Tenir compte de ce que je regarde et choisis pour mieux me conseiller',
        analytics_and_improvement: 'Compter, sans mon nom, comment cet outil est utilisé pour l’améliorer',
        marketing_communications: 'Utiliser mes choix pour des offres de {store}',
      },
    },
    es: {
      notice: [
        'Tu talla con una sola foto',
        'Medimos tu cara en milímetros y mostramos las monturas que te quedan bien. Tú decides qué pasa.',
        'La foto se mide en la memoria del servidor de {store} y nunca se guarda.',
        'Se guardan los números, {hours} horas como máximo, y tus respuestas de aquí. Puedes borrar ambos cuando quieras.',
        'No sirven para reconocerte ni se entregan a nadie.',
        'Solo para adultos, desde los 18 años.',
      ],
      purposes: {
        face_analysis_processing: 'Aceptar y medir mi cara',
        personalized_recommendations: 'Tener en cuenta lo que miro y elijo para aconsejarme mejor',
        analytics_and_improvement: 'Contar, sin mi nombre, cómo se usa esta herramienta para mejorarla',
        marketing_communications: 'Usar lo que elijo para ofertas de {store}',
      },
    },
    it: {
      notice: [
        'La tua misura da una sola foto',
        'Misuriamo il tuo viso in millimetri e mostriamo le montature che ti stanno bene. Decidi tu cosa succede.',
        'La foto viene misurata nella memoria del server ({store}) e non viene mai salvata.',
        'Restano i numeri, per {hours} ore al massimo, e le tue risposte qui. Puoi cancellare entrambi in ogni momento.',
        'Non servono a riconoscerti e non vengono ceduti.',
        'Solo per adulti, dai 18 anni.',
      ],
      purposes: {
        face_analysis_processing: 'Accetta e misura il mio viso',
        personalized_recommendations: 'Tenere conto di ciò che guardo e scelgo per consigliarmi meglio',
        analytics_and_improvement: 'Contare, senza il mio nome, come si usa questo strumento per migliorarlo',
        marketing_communications: 'Usare le mie scelte per offerte di {store}',
      },
    },
  },
};

/** Which wording shoppers are shown now. Raise it with every change of the words, so that a consent says to what. */
export const CONSENT_TEXT_VERSION = '2026-11-2';
