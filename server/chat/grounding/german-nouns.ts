/**
 * German writes every noun as other languages write names. These are the nouns of this trade and of talking about it,
 * by their beginnings or, in compounds, their ends; a capital word that is none of them may be a name that nobody has.
 */
const NOUNS = (
  'abend abstand accessoire akzent alltag alternativ anblick anfrage angabe angebot anlass ansicht antwort anzeige arbeit art assistent aufnahme auge augenblick augenbraue ' +
  'ausdruck auskunft aussehen auswahl autofahr bedarf beispiel beratung bereich beruf bescheid bestellung besuch bestseller besonderheit bildschirm bitte blick ' +
  'brauen breite brille budget bügel büro charakter dame dank design detail ding display druck ecke effekt eigenschaft eindruck ' +
  'einkauf einsatz element ende entscheidung erfahrung ergebnis erst farbe farbton fassung favorit figur filter form foto frage frau ' +
  'freizeit freude freund front form funktion gefallen gefühl gegenteil gelegenheit gesamtbreite geschmack gesicht gestell gewicht glas gläser ' +
  'gleitsicht gramm größe grund gruß haar halt hand hell hilfe hinweis idee information inhalt interesse jahr kamera kante katzenauge ' +
  'kauf kern kind kinn klasse kleidung klassiker komfort kontrast kopf korrektur kunde kunststoff laden länge laune lese licht liebling linie liste ' +
  'link look lust mal mann marke maß material mensch metall millimeter minute mitte modell moment möglichkeit mut nase nasenpad ' +
  'nasensteg natur note nutzung oberfläche optik optiker outfit paar passform person pflege platz plus preis produkt proportion ' +
  'punkt qualität rahmen rand randlos reihe rest rezept richtung rolle rund sache schlüsselloch schritt schutz scheibe sehen sehtest seite shop sekunde set ' +
  'selfie sicht silber sitz sommer sonne sorge spaß sport sprache stärke steg stelle stil stirn stück suche tag teil termin ton ' +
  'trag trend typ überblick umgebung unterschied variante vergleich verfügung vergnügen versuch vertrauen vollrand vorauswahl vorschlag ' +
  'vorteil version vorzug wahl wange wangenknochen weg weise welt wert wichtig winter wiedersehen wirkung woche wort wunsch zahl zeit ziel zweck gerne hallo'
).split(' ');

/** Pronouns of address, and words that are spelt with capitals for no name's sake. */
const POLITE = /^(?:Sie|Ihr|Ihre[mnrs]?|Ihnen|Du|Dich|Dir|Dein|Deine[mnrs]?|Euch|Euer|Eure[mnrs]?)$/;
const ENDING =
  /(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|ität|itäten|enz|anz|ling|nis|nisse|tum|chen)$/;
const INFLECTION = '(?:e|n|en|er|ern|em|es|s|se|nen|innen|in)?';
const KNOWN = new RegExp(`(?:${NOUNS.join('|')})${INFLECTION}$`, 'i');

export function isGermanNoun(word: string): boolean {
  return POLITE.test(word) || ENDING.test(word) || KNOWN.test(word);
}
