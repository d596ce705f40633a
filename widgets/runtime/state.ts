import type { AnalysisResult } from '../../server/face/index.ts';
import type { Purpose } from '../../server/privacy/index.ts';
import type { Known, Photo, WidgetConfig, Wishes } from './api.ts';
import type { ShownFrame } from './changes.ts';
import type { CartDetail } from './events.ts';
import type { PageFrame } from './face-api.ts';
import type { Failure } from './http.ts';

export type Screen =
  | 'consent'
  | 'photo'
  | 'camera'
  | 'measuring'
  | 'result'
  | 'quiz'
  | 'frames'
  | 'erased'
  | 'chat';

/** The photo as it was sent; it lives in this page's memory and nowhere else. */
export type ShownPhoto = Photo & { readonly bitmap: ImageBitmap };

export interface State {
  readonly open: boolean;
  readonly screen: Screen;
  /** Where the chat was entered from. */
  readonly chatFrom: Screen | null;
  /** The screen that was entered from the chat, and leads back to it. */
  readonly aside: Screen | null;
  readonly shop: WidgetConfig | null;
  readonly granted: readonly Purpose[];
  /** A call is under way that the screen waits for. */
  readonly busy: boolean;
  /** Where a measuring that ends without a result leads back to. */
  readonly askedFrom: 'photo' | 'result';
  readonly progress: 'preparing' | 'sending' | 'waiting' | null;
  readonly photo: ShownPhoto | null;
  readonly analysis: AnalysisResult | null;
  /** The frame this page shows. */
  readonly pageFrame: PageFrame | null;
  readonly known: Known;
  readonly wishes: Wishes;
  readonly frames: {
    readonly status: 'idle' | 'loading' | 'ready' | 'failed';
    readonly list: readonly ShownFrame[];
  };
  /** Product ids picked for comparing, two at most. */
  readonly compare: readonly string[];
  readonly cart: { readonly item: CartDetail; readonly undoable: boolean } | null;
  readonly failure: Failure | null;
}

export const initialState: State = {
  open: false,
  screen: 'consent',
  chatFrom: null,
  aside: null,
  shop: null,
  granted: [],
  busy: false,
  askedFrom: 'photo',
  progress: null,
  photo: null,
  analysis: null,
  pageFrame: null,
  known: {},
  wishes: {},
  frames: { status: 'idle', list: [] },
  compare: [],
  cart: null,
  failure: null,
};

export type Action =
  | { type: 'opened' }
  | { type: 'closed' }
  | { type: 'shop-known'; shop: WidgetConfig }
  | { type: 'working' }
  | { type: 'consented'; granted: readonly Purpose[] }
  | { type: 'went'; to: Screen }
  | { type: 'went-back' }
  | { type: 'measuring'; progress: NonNullable<State['progress']>; known: Known }
  | { type: 'photo-ready'; photo: ShownPhoto }
  | { type: 'measured'; analysis: AnalysisResult }
  | { type: 'page-frame-known'; frame: PageFrame }
  | { type: 'measuring-stopped' }
  | { type: 'wished'; wishes: Wishes }
  | { type: 'frames-found'; list: readonly ShownFrame[] }
  | { type: 'compare-toggled'; productId: string }
  | { type: 'compare-cleared' }
  | { type: 'added'; cart: NonNullable<State['cart']> }
  | { type: 'cart-note-gone' }
  | { type: 'failed'; failure: Failure }
  /** The server no longer knows the session, or its consent: back to the first question. */
  | { type: 'visit-lost'; failure: Failure }
  | { type: 'failure-gone' }
  | { type: 'erased' };

/** Whether the shopper agreed to have their face measured. */
export const mayMeasure = (state: State) => state.granted.includes('face_analysis_processing');

/** Where Back leads, or null where there is no way back. */
export function before(state: State): Screen | null {
  if (state.screen === state.aside) return 'chat';
  switch (state.screen) {
    case 'chat':
      return state.chatFrom;
    case 'photo':
      return state.analysis === null ? 'consent' : 'result';
    case 'camera':
    case 'result':
      return 'photo';
    case 'quiz':
      return state.analysis === null ? 'consent' : 'result';
    case 'frames':
      return state.analysis === null ? 'quiz' : 'result';
    default:
      return null;
  }
}

/** The next state. Pure: everything that happens outside is done by Discovery. */
export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'opened':
      return { ...state, open: true };
    case 'closed':
      return state.screen === 'camera' || state.screen === 'measuring'
        ? { ...leaveMeasuring(state), open: false }
        : { ...state, open: false };
    case 'shop-known':
      return { ...state, shop: action.shop };
    case 'working':
      return { ...state, busy: true, failure: null };
    case 'consented':
      return { ...state, busy: false, failure: null, granted: action.granted };
    case 'went':
      return walk(state, waitsForFace(state) && action.to === 'quiz' ? 'chat' : action.to);
    case 'went-back': {
      const walked = walk(state, before(state) ?? state.screen);
      return state.screen === 'chat' ? { ...walked, aside: null } : walked;
    }
    case 'measuring':
      return {
        ...state,
        screen: 'measuring',
        askedFrom:
          state.screen === 'measuring' ? state.askedFrom : state.screen === 'result' ? 'result' : 'photo',
        progress: action.progress,
        known: action.known,
        failure: null,
      };
    case 'photo-ready':
      // What was measured on another photo must not be drawn over this one.
      return { ...state, photo: action.photo, analysis: null };
    case 'measured':
      return {
        ...(waitsForFace(state) ? walk(state, 'chat') : { ...state, screen: 'result' }),
        progress: null,
        analysis: action.analysis,
        frames: initialState.frames,
      };
    case 'page-frame-known':
      return { ...state, pageFrame: action.frame };
    case 'measuring-stopped':
      return leaveMeasuring(state);
    case 'wished':
      return {
        ...state,
        wishes: action.wishes,
        compare: [],
        failure: null,
        frames: { status: 'loading', list: state.frames.list },
      };
    case 'frames-found':
      return { ...state, frames: { status: 'ready', list: action.list } };
    case 'compare-toggled':
      return { ...state, compare: toggled(state.compare, action.productId) };
    case 'compare-cleared':
      return { ...state, compare: [] };
    case 'added':
      return { ...state, cart: action.cart };
    case 'cart-note-gone':
      return { ...state, cart: null };
    case 'failed':
      return {
        ...leaveMeasuring(state),
        busy: false,
        failure: action.failure,
        frames: state.frames.status === 'loading' ? { status: 'failed', list: [] } : state.frames,
      };
    case 'visit-lost':
      return { ...fresh(state), wishes: state.wishes, failure: action.failure };
    case 'failure-gone':
      return { ...state, failure: null };
    case 'erased':
      return { ...fresh(state), screen: 'erased' };
  }
}

/** Whether the measuring was begun from the chat, which goes on with what it finds. */
const waitsForFace = ({ aside }: State) => aside === 'consent' || aside === 'photo';

/** To another screen, noting the way into the chat and out of it. */
function walk(state: State, screen: Screen): State {
  const { aside, screen: from } = state;
  const walked = { ...state, screen, failure: null, compare: [] };
  if (screen === 'chat') return { ...walked, aside: null, chatFrom: aside === null ? from : state.chatFrom };
  return from === 'chat' ? { ...walked, aside: screen } : walked;
}

/** As at the beginning, except for what belongs to the page and not to the shopper. */
function fresh({ open, shop, pageFrame }: State): State {
  return { ...initialState, open, shop, pageFrame };
}

function leaveMeasuring(state: State): State {
  if (state.screen === 'camera') return { ...state, screen: 'photo' };
  return state.screen === 'measuring' ? { ...state, progress: null, screen: state.askedFrom } : state;
}

/** The newest two picks stay. */
function toggled(picked: readonly string[], id: string): readonly string[] {
  return picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id].slice(-2);
}
