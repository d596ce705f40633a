import type { CameraWords } from './en.ts';

export const words: CameraWords = {
  camera_title: 'Bringen Sie Ihr Gesicht ins Oval',
  camera_shoot: 'Foto aufnehmen',
  camera_starting: 'Kamera startet …',
  camera_dark: 'Zu dunkel. Drehen Sie sich zum Fenster oder zu einer Lampe.',
  camera_bright: 'Zu hell. Gehen Sie aus dem direkten Licht.',
  camera_uneven: 'Eine Seite liegt im Schatten. Drehen Sie sich zum Licht.',
  camera_moving: 'Halten Sie kurz still.',
  camera_good: 'Gutes Licht. Schauen Sie direkt in die Linse.',
  camera_denied: 'Die Kamera ist gesperrt. Erlauben Sie sie in der Adressleiste.',
  camera_none: 'Keine Kamera gefunden.',
  camera_busy: 'Ein anderes Programm nutzt die Kamera. Schließen Sie es.',
};
