/** They turn the order of what follows around, or hide it: Unicode UAX #9 §2 and UTS #36 §2.5 (CVE-2021-42574). */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** The same words without marks that hide them or turn them around, and without space at both ends. */
export function tidyText(text: string): string {
  return text.replace(DIRECTIONS, '').trim();
}
