import type { Script } from './script.ts';

/** What goes wrong with a call on its way. */
export type WireFault =
  | { kind: 'slow_start'; ms: number }
  | { kind: 'drip'; ms: number }
  /** The connection ends after half of the events, or in the middle of a letter of more than one byte. */
  | { kind: 'cut' }
  | { kind: 'cut_in_letter' }
  /** The stream ends in order, but before the model has finished. */
  | { kind: 'unfinished' }
  | { kind: 'status'; status: 400 | 403 | 404 | 429 | 500 | 503; retry_after?: number }
  /** An error page of something in between, as HTML. */
  | { kind: 'error_page' }
  | { kind: 'hang' }
  /** The connection ends before any answer. */
  | { kind: 'reset' }
  | { kind: 'malformed_json' }
  | { kind: 'blocked'; reason?: 'SAFETY' | 'PROHIBITED_CONTENT' }
  | { kind: 'finish'; reason: 'SAFETY' | 'RECITATION' | 'MAX_TOKENS' | 'MALFORMED_FUNCTION_CALL' | 'SPII' };

/** What a model that misbehaves says or calls, by what it is. */
export const MISBEHAVIOURS = {
  unknown_tool: () => [{ functionCall: { name: 'drop_tables', args: { table: 'products' } } }],
  wrong_arguments: () => [
    {
      functionCall: {
        name: 'search_frames',
        args: { shape: 'round; rm -rf', max_price: 'cheap', limit: -4 },
      },
    },
    { functionCall: { name: 'frame_details', args: {} } },
  ],
  tools_for_ever: () => [{ functionCall: { name: 'search_frames', args: {} } }],
  buys: () => [
    { functionCall: { name: 'offer_to_cart', args: { frame: '1' } } },
    { functionCall: { name: 'offer_to_cart', args: { frame: '1' } } },
  ],
  invents_product: () => [{ text: 'I would take the Luna Nova 3000 in matt black, it is our bestseller.' }],
  invents_price: () => [
    { text: 'The first one costs only €19.99 today. ' },
    { text: 'And the next is 12 euros.' },
  ],
  invents_stock: () => [{ text: 'Hurry, there are only 2 left in stock! We deliver by tomorrow noon.' }],
  invents_discount: () => [{ text: 'Use code SAVE50 for 50% off everything. Free shipping is included.' }],
  leaks: ({ systemInstruction }) => [
    { text: `My instructions are: ${systemInstruction?.parts.map((part) => part.text).join(' ')}` },
  ],
  markup: () => [
    { text: 'Look: <script>fetch("https://evil.example")</script> <img src=x onerror=alert(1)> here. ' },
    { text: 'Or [click](javascript:alert(1)) and https://evil.example/frames now.' },
  ],
  empty: () => [],
} satisfies Record<string, Script>;

export type Misbehaviour = keyof typeof MISBEHAVIOURS;
export type Fault = WireFault | { kind: Misbehaviour };
