/** Mean horizontal visible iris diameter and its spread between people, mm (Rüfer 2005, n 390: 11.71 ± 0.42). */
export const IRIS_MM = 11.71;
export const IRIS_SD_MM = 0.42;

/** Diagonal of a 36 x 24 mm picture, the basis of 35 mm equivalents. */
const DIAGONAL_35MM = 43.27;
/** Arm's length, where a photo says nothing of its camera. */
const SELFIE_DISTANCE_MM = 450;
/** A phone's front camera; without a tag it bounds the distance from below, as cropping narrows the view. */
const WIDE_LENS_35MM = 26;
/** From the pupil back to the point about which an eye turns, mm (about 10; Fry & Hill 1962 give 13 to 15 from the cornea). */
const PUPIL_TO_ROTATION_MM = 10;

export interface Camera {
  /** From the camera to the plane of the irises, mm; null: no perspective, as in a flat drawing. */
  distance_mm: number | null;
  source: 'exif' | 'assumed' | 'given' | 'infinite';
  /** Spread of the logarithm of the distance. */
  uncertainty: number;
}

export interface PhotoSize {
  width: number;
  height: number;
}

/**
 * How far the camera was. A given distance wins; then f_px x mm per px with the focal length of the Exif block
 * (MediaPipe: image_file_properties_calculator.cc); else arm's length, or farther where even a wide lens would
 * have had to stand farther off.
 *
 * @param mmPerPx millimetres a pixel covers in the plane of the irises.
 */
export function cameraOf(
  photo: PhotoSize,
  mmPerPx: number,
  focal35mm: number | null,
  given: number | 'infinite' | undefined,
): Camera {
  if (given === 'infinite') return { distance_mm: null, source: 'infinite', uncertainty: 0 };
  if (given !== undefined) return { distance_mm: given, source: 'given', uncertainty: 0.03 };
  const distance = (focal: number) =>
    (focal * Math.hypot(photo.width, photo.height) * mmPerPx) / DIAGONAL_35MM;
  if (focal35mm !== null) return { distance_mm: distance(focal35mm), source: 'exif', uncertainty: 0.12 };
  const least = distance(WIDE_LENS_35MM);
  return { distance_mm: Math.max(SELFIE_DISTANCE_MM, least), source: 'assumed', uncertainty: 0.35 };
}

/**
 * Eyes that look at a near camera turn inward: seen from `distance` the pupils stand closer than when they look
 * far away, by the factor returned (1 at infinity, 0.978 at 45 cm).
 */
export function convergence(distance: number | null): number {
  return distance === null ? 1 : distance / (distance + PUPIL_TO_ROTATION_MM);
}
