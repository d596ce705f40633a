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
  /#{2,}\s*(?:system|new|updated)\s*(?:prompt|instructions?)\b/i,
  /\b(?:ignor(?:e|iere|a|ez)|vergiss|olvida|oublie[sz]?|dimentica)\b[^.?!]{0,40}\b(?:anweisungen|instrucciones|instructions|istruzioni|regeln|reglas)\b/i,
];

const KINDS: readonly (readonly [Suspicion, readonly RegExp[]])[] = [
  ['script', SCRIPT],
  ['sql', SQL],
  ['prompt_injection', PROMPT],
];

/**
 * What a text may be meant to be, by its form. Nothing is taken out or refused for it: whoever uses the text decides,
 * and what makes it harmless is that it is only ever shown, stored and given on as text.
 * @param text at most 1000 characters; the patterns are bounded for that
 */
export function suspicionsIn(text: string): Suspicion[] {
  // As it was meant: full-width letters and marks without width hide words from patterns, not from readers.
  const plain = text.normalize('NFKC').replace(/[\u00ad\u200b-\u200d\u2060]/g, '');
  return KINDS.filter(([, patterns]) => patterns.some((pattern) => pattern.test(plain))).map(
    ([kind]) => kind,
  );
}
