import { suspicionsIn } from './injection.ts';
import { tidyText } from './text.ts';

/** Signs that models and our own prompts give a meaning: a store's text has none of them. */
const MARKS =
  /<\|[^|>]{0,40}\|?>|\[\/?(?:INST|SYS)\]|<<\/?SYS>>|<\/?(?:data|system|user|assistant|instructions?)\b[^>]{0,40}>|\[{2,}|\]{2,}|`{3,}|#{2,}|-{4,}|={4,}/gi;
const TAGS = /<\/?[a-z!][^<>]{0,500}>/gi;
const ENTITIES = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/gi;
/** What is there to be read by software only. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const LINKS = /(?:https?:\/\/|\bwww\.)\S*|\b(?:javascript|data):\S+/gi;

/** A sentence to a model, in a text that is meant for shoppers (OWASP LLM01:2025, indirect prompt injection). */
const ORDERS = [
  /\b(?:assistants?|chat-?bots?|language models?|llms?|ais?|ai (?:models?|agents?)|ki|ia|modell?e?|assistent\w*|asistente\w*)\b[^.?!\n]{0,80}\b(?:must|should|shall|always|never|say|tell|add|recommend|reply|respond|answer|ignore|muss|müssen|soll\w*|immer|nie|sage?|doi(?:t|vent)|toujours|jamais|debe[n]?|siempre|nunca|dev(?:e|ono)|sempre|mai)\b/iu,
  /\b(?:call|use|invoke|execute|trigger)\b[^.?!\n]{0,20}\b(?:tools?|functions?|api)\b|\b(?:add_to_cart|offer_to_cart|search_frames|frame_details|hand_over|start_face_analysis|store_answers)\b/i,
  /\b(?:instructions?|note|message|hinweis|anweisung)\s+(?:to|for|an|für)\s+(?:the\s+|die\s+|den\s+)?(?:ai|assistants?|model|bots?|ki|assistent\w*)\b/iu,
  /\b(?:add|put)\b[^.?!\n]{0,40}\bto\b[^.?!\n]{0,20}\b(?:cart|basket)\b[^.?!\n]{0,30}\b(?:automatically|without asking|immediately|now)\b/i,
];

/** A sentence that is cut within may be one still. */
const LONGEST_ORDER = 500;

/**
 * A store's text (a title, a description, an answer) as it may stand in a prompt: without markup, marks that models
 * give a meaning, links, and sentences that order a model around. What is left is still only data.
 * @param longest in characters; what is longer is cut at a word
 */
export function plainForModel(text: string, longest = 1000): string {
  const plain = withoutProgrammes(tidyText(text.slice(0, 20_000).normalize('NFKC')))
    .replace(/[\r\n]+/g, '\n')
    .replace(UNSEEN, (sign) => (sign === '\n' ? '\n' : ''))
    .replace(TAGS, ' ')
    .replace(ENTITIES, ' ')
    .replace(LINKS, ' ');
  // What is cut off is not looked at: orders are taken out of as much as may be told, and a little more.
  const sentences = plain
    .slice(0, 2 * longest + LONGEST_ORDER)
    .split(/(?<=[.!?:;])\s+|\n/)
    .filter((sentence) => !isOrder(sentence));
  const kept = sentences.join(' ').replace(MARKS, ' ').replace(/\s+/g, ' ').trim();
  if (kept.length <= longest) return kept;
  const cut = kept.slice(0, longest);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longest - 40)).trimEnd()}…`;
}

/** Without what stands between the tags of scripts and styles; an end that is missing is looked for once. */
function withoutProgrammes(text: string): string {
  let rest = text;
  for (const name of ['script', 'style']) {
    const pieces = rest.split(new RegExp(`<(?=${name}\\b)`, 'i'));
    const end = new RegExp(`</${name}\\s*>`, 'i');
    rest = pieces.reduce((kept, piece) => {
      const at = piece.search(end);
      return at < 0 ? `${kept} <${piece}` : `${kept} ${piece.slice(piece.indexOf('>', at) + 1)}`;
    });
  }
  return rest;
}

function isOrder(sentence: string): boolean {
  const found = suspicionsIn(sentence);
  return found.length > 0 || ORDERS.some((order) => order.test(sentence.slice(0, 2000)));
}
