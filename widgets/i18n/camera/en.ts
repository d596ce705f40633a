/** The words of the camera. The other languages have the same keys. */
export const words = {
  camera_title: 'Fit your face into the oval',
  camera_shoot: 'Take the photo',
  camera_starting: 'Starting the camera…',
  camera_dark: 'Too dark. Turn towards a window or a lamp.',
  camera_bright: 'Too bright. Step out of the direct light.',
  camera_uneven: 'One side is in shadow. Turn towards the light.',
  camera_moving: 'Hold still for a moment.',
  camera_good: 'Good light. Look straight into the lens.',
  camera_denied: 'The camera is blocked. Allow it in the browser’s address bar.',
  camera_none: 'No camera was found.',
  camera_busy: 'Another program is using the camera. Close it.',
};

export type CameraWords = Readonly<Record<keyof typeof words, string>>;
