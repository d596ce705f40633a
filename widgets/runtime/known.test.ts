import { describe, expect, it } from 'vitest';
import { parseOldFrame, parsePd } from './known.ts';

describe('numbers people type', () => {
  it.each([
    ['52□18-145', '52-18-145'],
    ['52-18-145', '52-18-145'],
    ['52 18 145', '52-18-145'],
    ['Mod. X 52▫18 145 mm', '52-18-145'],
    ['49/21/140', '49-21-140'],
    ['52-18', null],
    ['hello', null],
  ])('reads an old frame from "%s"', (typed, read) => expect(parseOldFrame(typed)).toBe(read));

  it.each([
    ['63', '63'],
    ['63,5', '63.5'],
    ['64.0 mm', '64'],
    ['630', null],
    ['', null],
    ['six', null],
  ])('reads a PD from "%s"', (typed, read) => expect(parsePd(typed)).toBe(read));
});
