import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { SIGNATURE } from './check.ts';
import type { WireFault } from './faults.ts';
import type { GenerateContentRequest, Part } from './protocol.ts';
import { tokensOf } from './protocol.ts';

/** Letters of one event's text, and bytes of one write: neither divides what it cuts evenly. */
const LETTERS = 13;
const BYTES = 37;

export interface Sending {
  request: GenerateContentRequest;
  parts: Part[];
  model: string;
  fault: WireFault | undefined;
}

/** The events of an answer, in their order; the last one says why it ended and what it took. */
export function eventsOf({ request, parts, model, fault }: Sending): object[] {
  const about = { modelVersion: model, responseId: 'double' };
  if (fault?.kind === 'blocked')
    return [
      {
        promptFeedback: { blockReason: fault.reason ?? 'SAFETY' },
        usageMetadata: usage(request, []),
        ...about,
      },
    ];
  const pieces = parts.flatMap(({ text, ...rest }): Part[] =>
    text === undefined
      ? [{ ...rest, thoughtSignature: SIGNATURE }]
      : inPieces(text).map((piece) => ({ text: piece })),
  );
  const finishReason = fault?.kind === 'finish' ? fault.reason : 'STOP';
  const said = finishReason === 'STOP' || finishReason === 'MAX_TOKENS' ? pieces : [];
  const events: object[] = said.map((part) => ({
    candidates: [{ content: { role: 'model', parts: [part] } }],
    usageMetadata: { trafficType: 'ON_DEMAND' },
    ...about,
  }));
  if (fault?.kind === 'unfinished') return events;
  const end = { candidates: [{ content: { role: 'model', parts: [] }, finishReason }] };
  return [...events, { ...end, usageMetadata: usage(request, said), ...about }];
}

function inPieces(text: string): string[] {
  const letters = [...text];
  const count = Math.ceil(letters.length / LETTERS);
  return Array.from({ length: count }, (_, at) => letters.slice(at * LETTERS, (at + 1) * LETTERS).join(''));
}

function usage(request: GenerateContentRequest, parts: readonly Part[]) {
  const [promptTokenCount, candidatesTokenCount] = [
    tokensOf(request),
    parts.length > 0 ? tokensOf(parts) : 0,
  ];
  return { promptTokenCount, candidatesTokenCount, totalTokenCount: promptTokenCount + candidatesTokenCount };
}

/** Writes events as Google frames them, in writes that end anywhere, also inside a letter. */
export async function stream(response: ServerResponse, events: object[], fault: WireFault | undefined) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  if (fault?.kind === 'slow_start') {
    response.flushHeaders();
    await pause(fault.ms);
  }
  const texts = events.map((event) => JSON.stringify(event));
  if (fault?.kind === 'malformed_json') texts[Math.floor(texts.length / 2)] = '{"candidates": [{"content": {';
  const sent = fault?.kind === 'cut' ? texts.slice(0, Math.ceil(texts.length / 2)) : texts;
  for (const text of sent) {
    if (fault?.kind === 'drip') await pause(fault.ms);
    if (fault?.kind === 'cut_in_letter') {
      const bytes = Buffer.from(`data: {"candidates":[{"content":{"role":"model","parts":[{"text":"für`);
      return endIn(response, bytes.subarray(0, bytes.length - 2));
    }
    if (response.destroyed) return;
    await writeInPieces(response, Buffer.from(`data: ${text}\r\n\r\n`));
  }
  if (fault?.kind === 'cut') return endIn(response, Buffer.from('data: {"cand'));
  response.end();
}

async function writeInPieces(response: ServerResponse, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; at += BYTES) {
    if (response.destroyed) return;
    response.write(bytes.subarray(at, at + BYTES));
    // A turn of the loop between them, so that they are not put together again.
    if (at % (BYTES * 4) === 0) await new Promise(setImmediate);
  }
}

function endIn(response: ServerResponse, last: Buffer): void {
  response.write(last, () => response.destroy());
}
