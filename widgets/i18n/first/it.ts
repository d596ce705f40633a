import type { FirstWords } from './en.ts';

export const words: FirstWords = {
  title: 'Montature della misura del tuo viso',
  close: 'Chiudi',
  back: 'Indietro',
  retry: 'Riprova',
  loading: 'Caricamento…',
  step_photo: 'Foto',
  step_size: 'La tua misura',
  step_wishes: 'Gusti',
  step_frames: 'Montature',
  the_shop: 'il negozio',
  consent_title: 'La tua misura da una sola foto',
  consent_lead:
    'Misuriamo il tuo viso in millimetri e mostriamo le montature che ti stanno bene. Decidi tu cosa succede.',
  consent_memory: 'La foto viene misurata nella memoria del server ({store}) e non viene mai salvata.',
  consent_hours:
    'Restano i numeri, per {hours} ore al massimo, e le tue risposte qui. Puoi cancellare entrambi in ogni momento.',
  consent_identity: 'Non servono a riconoscerti e non vengono ceduti.',
  consent_more: 'Solo se vuoi',
  consent_personal: 'Tenere conto di ciò che guardo e scelgo per consigliarmi meglio',
  consent_analytics: 'Contare, senza il mio nome, come si usa questo strumento per migliorarlo',
  consent_marketing: 'Usare le mie scelte per offerte di {store}',
  consent_gpc: 'Il tuo browser chiede di non essere tracciato. Per noi è un no.',
  consent_yes: 'Accetta e misura il mio viso',
  consent_no: 'Continua senza foto',
  consent_age: 'Solo per adulti, dai 18 anni.',
  ask: 'Fai una domanda',
  'unreachable.title': 'Il servizio di misura non risponde',
  'unreachable.advice': 'Il negozio funziona come sempre. Riprova tra un momento.',
  'unknown.title': 'Non ha funzionato',
  'unknown.advice': 'Riprova.',
};
