/**
 * The language most people read in a country, for shops that tell their country only (Unicode's likely subtags).
 * @param country ISO 3166, two letters
 */
export function localeOf(country: unknown): string {
  if (typeof country !== 'string' || !/^[A-Z]{2}$/.test(country)) return 'en';
  return new Intl.Locale('und', { region: country }).maximize().language;
}

/** "de_DE" as the platforms' own systems write it, as the web does: "de-DE". */
export function webLocale(value: unknown): string {
  const plain = typeof value === 'string' ? value.replace('_', '-') : '';
  return /^[a-z]{2,3}(?:-[A-Z]{2})?$/.test(plain) ? plain : 'en';
}
