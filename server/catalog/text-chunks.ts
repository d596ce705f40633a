const CHUNK_BYTES = 16 * 1024;

/** The file is not text in an encoding we read. */
export class NotText extends Error {}

/**
 * A file as pieces of text, decoded piece by piece so that no step takes long: UTF-8, or UTF-16 with its mark
 * (what spreadsheets write as "Unicode text").
 * @throws NotText when bytes are neither.
 */
export function* textChunks(input: Uint8Array | string): Generator<string, void, void> {
  if (typeof input === 'string') {
    const start = input.startsWith('\uFEFF') ? 1 : 0;
    for (let at = start; at < input.length; at += CHUNK_BYTES) yield input.slice(at, at + CHUNK_BYTES);
    return;
  }
  const decoder = new TextDecoder(encodingOf(input), { fatal: true });
  for (let at = 0; at < input.length; at += CHUNK_BYTES) {
    yield decode(decoder, input.subarray(at, at + CHUNK_BYTES), at + CHUNK_BYTES < input.length);
  }
}

/** UTF-16 when the file carries its mark, else UTF-8. */
export function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function decode(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw new NotText('the file is not UTF-8 text; save it as "CSV UTF-8" or in UTF-8 encoding');
  }
}
