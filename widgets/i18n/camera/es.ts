import type { CameraWords } from './en.ts';

export const words: CameraWords = {
  camera_title: 'Coloca tu cara en el óvalo',
  camera_shoot: 'Hacer la foto',
  camera_starting: 'Iniciando la cámara…',
  camera_dark: 'Demasiado oscuro. Gírate hacia una ventana o una lámpara.',
  camera_bright: 'Demasiada luz. Apártate de la luz directa.',
  camera_uneven: 'Un lado está en sombra. Gírate hacia la luz.',
  camera_moving: 'Quédate quieto un momento.',
  camera_good: 'Buena luz. Mira directo al objetivo.',
  camera_denied: 'La cámara está bloqueada. Permítela en la barra de direcciones.',
  camera_none: 'No se encontró ninguna cámara.',
  camera_busy: 'Otro programa usa la cámara. Ciérralo.',
};
