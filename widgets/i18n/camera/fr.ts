import type { CameraWords } from './en.ts';

export const words: CameraWords = {
  camera_title: 'Placez votre visage dans l’ovale',
  camera_shoot: 'Prendre la photo',
  camera_starting: 'Démarrage de la caméra…',
  camera_dark: 'Trop sombre. Tournez-vous vers une fenêtre ou une lampe.',
  camera_bright: 'Trop clair. Quittez la lumière directe.',
  camera_uneven: 'Un côté est dans l’ombre. Tournez-vous vers la lumière.',
  camera_moving: 'Ne bougez plus un instant.',
  camera_good: 'Bonne lumière. Regardez droit dans l’objectif.',
  camera_denied: 'La caméra est bloquée. Autorisez-la dans la barre d’adresse.',
  camera_none: 'Aucune caméra trouvée.',
  camera_busy: 'Un autre programme utilise la caméra. Fermez-le.',
};
