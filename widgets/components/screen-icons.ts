/** Icons of the later screens; apart, so that the first one does not wait for them. */
export const CAMERA = 'M4 8h3.2L9 5.5h6L16.8 8H20v11H4zm8 2.2a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4z';
export const PICTURE =
  'M4 5h16v14H4zm0 11 4.5-4.5 4 4 2.5-2.5 5 5M15.5 8.2a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4z';
export const CHECK = 'm5 12.5 4.5 4.5L19 7.5';
