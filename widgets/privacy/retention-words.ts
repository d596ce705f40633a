/** How long something is kept, by the server's own words for it; English needs no entry. */
const HOURS = '24 hours';
const UNTIL_WITHDRAWN = '24 hours; at once when you withdraw the consent';
const MINUTES = '15 minutes';
const WEEK = '7 days';
const SEASON = '90 days';
const LEARNED =
  'As long as it is of use: it names nobody. What came from your visit goes when you withdraw the consent';
const WITH_THE_SHOP = 'As long as the shop keeps them or is connected; at once when you are erased';
const PROOF = '5 years after they were given, as proof; at once when you delete your data';
const MONTH = '30 days; at once when you withdraw the consent';
const RECORD = '90 days; it names your visit for 24 hours, and longer only if you agreed to analytics';
const ANSWERED = '2 years after they were answered';

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: {
    [HOURS]: '24 Stunden',
    [UNTIL_WITHDRAWN]: '24 Stunden; sofort gelöscht, wenn Sie die Zustimmung zurücknehmen',
    [MINUTES]: '15 Minuten',
    [WEEK]: '7 Tage',
    [SEASON]: '90 Tage',
    [LEARNED]:
      'Solange es von Nutzen ist: Es nennt niemanden. Was aus Ihrem Besuch kam, geht, wenn Sie die Zustimmung zurücknehmen',
    [WITH_THE_SHOP]:
      'Solange der Shop sie behält oder verbunden ist; sofort gelöscht, wenn Ihre Daten gelöscht werden',
    [PROOF]: '5 Jahre nach der Antwort, als Nachweis; sofort gelöscht, wenn Sie Ihre Daten löschen',
    [MONTH]: '30 Tage; sofort gelöscht, wenn Sie die Zustimmung zurücknehmen',
    [RECORD]:
      '90 Tage; Ihr Besuch steht 24 Stunden darin, länger nur, wenn Sie der Auswertung zugestimmt haben',
    [ANSWERED]: '2 Jahre nach der Antwort',
  },
  fr: {
    [HOURS]: '24 heures',
    [UNTIL_WITHDRAWN]: '24 heures ; effacé aussitôt si vous retirez votre accord',
    [MINUTES]: '15 minutes',
    [WEEK]: '7 jours',
    [SEASON]: '90 jours',
    [LEARNED]:
      'Tant que c’est utile : personne n’y est nommé. Ce qui vient de votre visite disparaît quand vous retirez votre accord',
    [WITH_THE_SHOP]:
      'Tant que la boutique les garde ou reste connectée ; effacé aussitôt quand vos données sont effacées',
    [PROOF]: '5 ans après la réponse, comme preuve ; effacé aussitôt si vous effacez vos données',
    [MONTH]: '30 jours ; effacé aussitôt si vous retirez votre accord',
    [RECORD]:
      '90 jours ; votre visite y figure 24 heures, et plus longtemps seulement si vous avez accepté l’analyse',
    [ANSWERED]: '2 ans après la réponse',
  },
  es: {
    [HOURS]: '24 horas',
    [UNTIL_WITHDRAWN]: '24 horas; se borra al momento si retiras tu consentimiento',
    [MINUTES]: '15 minutos',
    [WEEK]: '7 días',
    [SEASON]: '90 días',
    [LEARNED]:
      'Mientras sea útil: no nombra a nadie. Lo que vino de tu visita desaparece cuando retiras tu consentimiento',
    [WITH_THE_SHOP]:
      'Mientras la tienda los conserve o siga conectada; se borra al momento cuando se borran tus datos',
    [PROOF]: '5 años desde la respuesta, como prueba; se borra al momento si borras tus datos',
    [MONTH]: '30 días; se borra al momento si retiras tu consentimiento',
    [RECORD]: '90 días; tu visita figura 24 horas, y más tiempo solo si aceptaste el análisis',
    [ANSWERED]: '2 años desde la respuesta',
  },
  it: {
    [HOURS]: '24 ore',
    [UNTIL_WITHDRAWN]: '24 ore; cancellato subito se revochi il consenso',
    [MINUTES]: '15 minuti',
    [WEEK]: '7 giorni',
    [SEASON]: '90 giorni',
    [LEARNED]:
      'Finché è utile: non nomina nessuno. Ciò che viene dalla tua visita sparisce quando revochi il consenso',
    [WITH_THE_SHOP]:
      'Finché il negozio li conserva o resta collegato; cancellato subito quando i tuoi dati sono cancellati',
    [PROOF]: '5 anni dalla risposta, come prova; cancellato subito se cancelli i tuoi dati',
    [MONTH]: '30 giorni; cancellato subito se revochi il consenso',
    [RECORD]: '90 giorni; la tua visita vi figura 24 ore, e più a lungo solo se hai accettato l’analisi',
    [ANSWERED]: '2 anni dalla risposta',
  },
};

/** The server's words in the language of the page; undefined where it has none. */
export function retentionIn(lang: string, words: string): string | undefined {
  return lang === 'en' ? words : WORDS[lang]?.[words];
}
