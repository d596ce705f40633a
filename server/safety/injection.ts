/** What a text looks like, besides a wish of a shopper. */
export type Suspicion = 'script' | 'sql' | 'prompt_injection';

/** Elements, handlers and addresses that run when a page shows the text as HTML (OWASP XSS Filter Evasion Cheat Sheet). */
const SCRIPT = [
  /<\s*\/?\s*(?:script|iframe|object|embed|svg|math|img|video|audio|body|link|meta|base|form|input|style|template|details)\b[^<]*[>/\s]/i,
  /<\s*[a-z!/?][^<>]*\bon[a-z]{3,}\s*=/i,
  /\bon(?:error|load|click|focus|toggle|mouseover)\s*=\s*["'`\w]/i,
  /\b(?:java|vb)script\s*:\s*\S/i,
  /\bdata\s*:\s*text\/html/i,
  /&#(?:x0*3c|0*60);?/i,
  /\bdocument\s*\.\s*(?:cookie|location|write)\b|\beval\s*\(/i,
];

/** A statement, or one that ends another: words alone ("select", "drop", "union", "where") are how people shop. */
const SQL = [
  /['"`)]\s*;?\s*(?:or|and)\s+(?:['"`(]?\s*\w+\s*['"`)]?)\s*(?:=|<|>|like\b)/i,
  /\b(?:or|and)\s+(['"]?)(\w+)\1\s*=\s*\1\2\b/i,
  /\bunion\s+(?:all\s+)?select\b/i,
  /\bselect\s+(?:\*|[\w.,\s()`"]{1,80}?)\s+from\s+[\w.`"]+\s*(?:where\b|limit\b|order\s+by\b|;|--|$)/i,
  /[;'")]\s*(?:drop|alter|truncate|create)\s+(?:table|database|schema|view|user)\b/i,
  /^\s*(?:drop|truncate)\s+(?:table|database|schema)\s+\w+/i,
  /\binsert\s+into\s+\w+\s*(?:\([^)]*\)\s*)?values\s*\(/i,
  /\bdelete\s+from\s+\w+\s*(?:where\b[^.?!]*[=<>]|;|--|$)/i,
  /\bupdate\s+\w+\s+set\s+\w+\s*=/i,
  /['"]\s*(?:--|#|\/\*)/,
  /\b(?:sleep|benchmark|pg_sleep|waitfor\s+delay|xp_cmdshell|load_file)\s*\(?\s*['"\d]/i,
];

/** Orders to a language model, and its own marks (OWASP Top 10 for LLM Applications 2025, LLM01). */
const PROMPT = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.?!]{0,40}\b(?:previous|prior|above|earlier|all|your|the|any)\b[^.?!]{0,30}\b(?:instructions?|prompts?|rules?|guidelines?|directions?|context|polic(?:y|ies))\b/i,
  /\b(?:reveal|show|print|repeat|output|tell|give)\b[^.?!]{0,30}\b(?:(?:system|initial|hidden)\s+(?:prompts?|instructions)|your\s+prompts?)\b/i,
  /\byou\s+are\s+(?:now|no\s+longer)\s+(?:an?\b|in\b|dan\b|the\s+(?:system|admin))/i,
  /\b(?:developer|debug|god|jailbreak|dan|admin(?:istrator)?)\s+mode\b/i,
  /\b(?:act|behave|respond|pretend)\s+(?:as\s+if\s+you|as\s+an?\s+(?:unrestricted|unfiltered|evil|different)\s+)/i,
  /<\|(?:im_start|im_end|system|user|assistant|endoftext)\|?>|\[\/?INST\]|<<\/?SYS>>/i,
  /^\s*(?:system|assistant|developer)\s*:\s*\S/im,
  /(?<!#)#{2,}\s*(?:system|new|updated)\s*(?:prompt|instructions?)\b/i,
  /\b(?:ignor(?:e|ez|iere|a|i)|missachte|vergiss|umgehe|olvida|oublie[sz]?|dimentica|scorda)\b[^.?!]{0,40}\b(?:anweisungen|vorgaben|instrucciones|instructions|consignes|istruzioni|regeln|règles|reglas|regole)(?![\p{L}])/iu,
  /\b(?:zeige?|verrate?|nenne?|wiederhole|gib|montre|révèle|répète|affiche|donne|muestra|revela|repite|dime|mostra|rivela|ripeti|dimmi)\b[^.?!]{0,30}(?:system-?prompt|prompt (?:système|système|del sistema|di sistema|initial)|(?:system|geheime[n]?) ?anweisungen|instructions (?:système|cachées|secrètes)|instrucciones (?:del sistema|ocultas|secretas)|istruzioni (?:di sistema|nascoste|segrete))/iu,
  /\b(?:du bist (?:jetzt|nun|ab (?:jetzt|sofort))|tu es (?:maintenant|désormais)|(?:ahora|a partir de ahora) eres|(?:ora|da ora|adesso) sei)\s+(?:ein[e]?|une?|una?|uno|der|le|el|il)\s+[^.?!]{0,30}\b(?:ki|ia|ai|assistent\w*|asistente|bot|modell?o?|modèle|hacker|admin\w*|pirat\w*|dan)\b/iu,
];

const KINDS: readonly (readonly [Suspicion, readonly RegExp[]])[] = [
  ['script', SCRIPT],
  ['sql', SQL],
  ['prompt_injection', PROMPT],
];

/** The patterns are quadratic in places: they are given this much at a time, and every bit of a text twice. */
const WINDOW = 1000;

/**
 * What a text may be meant to be, by its form. Nothing is taken out or refused for it: whoever uses the text decides,
 * and what makes it harmless is that it is only ever shown, stored and given on as text.
 * @param text of any length; the time this takes grows with it and no faster
 */
export function suspicionsIn(text: string): Suspicion[] {
  // As it was meant: full-width letters and marks without width hide words from patterns, not from readers.
  const plain = text.normalize('NFKC').replace(/[\u00ad\u200b-\u200d\u2060]/g, '');
  const found = new Set<Suspicion>();
  for (let start = 0; start === 0 || start + WINDOW / 2 < plain.length; start += WINDOW / 2) {
    const part = plain.slice(start, start + WINDOW);
    for (const [kind, patterns] of KINDS)
      if (!found.has(kind) && patterns.some((pattern) => pattern.test(part))) found.add(kind);
  }
  return KINDS.map(([kind]) => kind).filter((kind) => found.has(kind));
}
