import type { FirstWords } from './en.ts';

export const words: FirstWords = {
  title: 'Brillen, die zu Ihrem Gesicht passen',
  close: 'Schließen',
  back: 'Zurück',
  retry: 'Erneut versuchen',
  loading: 'Wird geladen …',
  step_photo: 'Foto',
  step_size: 'Ihre Größe',
  step_wishes: 'Wünsche',
  step_frames: 'Brillen',
  the_shop: 'diesem Shop',
  consent_title: 'Ihre Größe aus einem Foto',
  consent_lead:
    'Wir messen Ihr Gesicht in Millimetern und zeigen die Brillen, die passen. Sie entscheiden, was geschieht.',
  consent_memory: 'Das Foto wird im Arbeitsspeicher des Servers von {store} vermessen und nie gespeichert.',
  consent_hours:
    'Es bleiben die Zahlen, höchstens {hours} Stunden, und Ihre Antworten hier. Beides können Sie jederzeit löschen.',
  consent_identity: 'Sie dienen nicht dazu, Sie wiederzuerkennen, und werden nicht weitergegeben.',
  consent_more: 'Nur wenn Sie möchten',
  consent_personal: 'Was ich ansehe und wähle, darf meine Vorschläge verbessern',
  consent_analytics: 'Ohne meinen Namen zählen, wie dieses Werkzeug genutzt wird, um es zu verbessern',
  consent_marketing: 'Meine Auswahl für Angebote von {store} nutzen',
  consent_gpc: 'Ihr Browser bittet darum, nicht verfolgt zu werden. Das gilt uns als Nein.',
  consent_yes: 'Zustimmen und Gesicht messen',
  consent_no: 'Ohne Foto weiter',
  consent_age: 'Nur für Erwachsene ab 18 Jahren.',
  ask: 'Frage stellen',
  'unreachable.title': 'Die Brillenberatung ist nicht erreichbar',
  'unreachable.advice': 'Der Shop selbst funktioniert wie immer. Bitte gleich noch einmal versuchen.',
  'unknown.title': 'Das hat nicht geklappt',
  'unknown.advice': 'Bitte versuchen Sie es noch einmal.',
};
