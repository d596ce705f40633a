import type { CameraWords } from './en.ts';

export const words: CameraWords = {
  camera_title: 'Inquadra il viso nell’ovale',
  camera_shoot: 'Scatta la foto',
  camera_starting: 'Avvio della fotocamera…',
  camera_dark: 'Troppo buio. Girati verso una finestra o una lampada.',
  camera_bright: 'Troppa luce. Spostati dalla luce diretta.',
  camera_uneven: 'Un lato è in ombra. Girati verso la luce.',
  camera_moving: 'Resta fermo un momento.',
  camera_good: 'Buona luce. Guarda dritto nell’obiettivo.',
  camera_denied: 'La fotocamera è bloccata. Consentila nella barra degli indirizzi.',
  camera_none: 'Nessuna fotocamera trovata.',
  camera_busy: 'Un altro programma usa la fotocamera. Chiudilo.',
};
