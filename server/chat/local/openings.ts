import type { Language } from '../../recommend/index.ts';

/** What every list of frames begins with: how the best of them, or the only one, is named, with a reason and without, and the next. */
export type Opening = 'first' | 'first_why' | 'only' | 'only_why' | 'also';

/** Each in several ways, so that a conversation does not say the same words turn after turn. */
export const OPENINGS: Readonly<Record<Language, Readonly<Record<Opening, readonly string[]>>>> = {
  en: {
    first: [
      'My first choice is {title} for {price}.',
      'I’d start with {title} at {price}.',
      'Try {title} first: {price}.',
    ],
    first_why: [
      'My first choice is {title} for {price}: {why}.',
      'I’d start with {title} at {price}: {why}.',
      'Try {title} first, {price}: {why}.',
    ],
    only: ['It’s {title}, {price}.'],
    only_why: ['It’s {title}, {price}: {why}.'],
    also: ['Also worth a look: {titles}.', 'Close behind: {titles}.', 'Next I’d pick {titles}.'],
  },
  de: {
    first: [
      'Meine erste Wahl ist {title} für {price}.',
      'Anfangen würde ich mit {title} für {price}.',
      'Vorn liegt für mich {title}, {price}.',
    ],
    first_why: [
      'Meine erste Wahl ist {title} für {price}: {why}.',
      'Anfangen würde ich mit {title} für {price}: {why}.',
      'Vorn liegt für mich {title}, {price}: {why}.',
    ],
    only: ['Das ist {title} für {price}.'],
    only_why: ['Das ist {title} für {price}: {why}.'],
    also: ['Auch einen Blick wert: {titles}.', 'Dicht dahinter: {titles}.', 'Danach kämen {titles}.'],
  },
  fr: {
    first: [
      'Mon premier choix : {title}, à {price}.',
      'Je commencerais par {title}, à {price}.',
      'En tête pour moi : {title}, à {price}.',
    ],
    first_why: [
      'Mon premier choix : {title}, à {price} ; {why}.',
      'Je commencerais par {title}, à {price} ; {why}.',
      'En tête pour moi : {title}, à {price} ; {why}.',
    ],
    only: ['C’est {title}, à {price}.'],
    only_why: ['C’est {title}, à {price} ; {why}.'],
    also: ['À voir aussi : {titles}.', 'Juste derrière : {titles}.', 'Je regarderais ensuite {titles}.'],
  },
  es: {
    first: [
      'Mi primera opción es {title}, por {price}.',
      'Yo empezaría por {title}, a {price}.',
      'La que pondría delante: {title}, {price}.',
    ],
    first_why: [
      'Mi primera opción es {title}, por {price}: {why}.',
      'Yo empezaría por {title}, a {price}: {why}.',
      'La que pondría delante: {title}, {price}; {why}.',
    ],
    only: ['Es {title}, por {price}.'],
    only_why: ['Es {title}, por {price}: {why}.'],
    also: ['También merecen un vistazo: {titles}.', 'Muy cerca: {titles}.', 'Después miraría {titles}.'],
  },
  it: {
    first: [
      'La mia prima scelta è {title}, a {price}.',
      'Comincerei da {title}, a {price}.',
      'Davanti a tutte metterei {title}, {price}.',
    ],
    first_why: [
      'La mia prima scelta è {title}, a {price}: {why}.',
      'Comincerei da {title}, a {price}: {why}.',
      'Davanti a tutte metterei {title}, {price}: {why}.',
    ],
    only: ['È {title}, a {price}.'],
    only_why: ['È {title}, a {price}: {why}.'],
    also: ['Da vedere anche: {titles}.', 'Subito dopo: {titles}.', 'Poi guarderei {titles}.'],
  },
};

/** The ways in turn. @param turn how many turns were taken before */
export function openingOf(language: Language, opening: Opening, turn: number): string {
  const ways = OPENINGS[language][opening];
  return ways[turn % ways.length] ?? '';
}
