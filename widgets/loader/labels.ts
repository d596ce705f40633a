/** All the loader says before anything else is loaded: the button, and that it cannot be had right now. */
export const LABELS: Readonly<Record<string, readonly [open: string, unavailable: string]>> = {
  en: ['Find frames that fit me', 'Not available right now. Please try again.'],
  de: ['Passende Brillen finden', 'Gerade nicht erreichbar. Bitte erneut versuchen.'],
  fr: ['Trouver mes montures', 'Indisponible pour le moment. Veuillez réessayer.'],
  es: ['Encontrar mis monturas', 'No disponible ahora. Inténtalo de nuevo.'],
  it: ['Trova la mia montatura', 'Non disponibile ora. Riprova.'],
};
