import type { FaceEngine } from '../server/face/index.ts';
import { refusingEngine } from '../server/testing.ts';

/** A length as it stands in an analysis. @param value mm */
export const measured = (value: number) => ({
  value,
  unit: 'mm' as const,
  confidence: 0.9,
  low: value,
  high: value,
});
const range = { low: 130, high: 140 };
const LENGTHS =
  'pupillary_distance far_pupillary_distance left_pupillary_distance right_pupillary_distance face_width face_height forehead_width cheekbone_width jaw_width temple_width nose_width bridge_width eye_width';

/** Measures every photo alike. @param mm every length there is */
export const evenEngine = (mm: number): FaceEngine => ({
  ...refusingEngine(),
  analyze: async () =>
    ({
      face_shape: { label: 'heart', confidence: 0.6, scores: { heart: 1 } },
      measurements: Object.fromEntries(LENGTHS.split(' ').map((name) => [name, measured(mm)])),
      pose: { yaw: 0, pitch: 0, roll: 0 },
      camera: { distance_mm: null, source: 'assumed' },
      scale: { source: 'iris', iris_px: 20, mm_per_px: 1, uncertainty: 0.1 },
      quality: { score: 0.9, issues: [] },
      frame_size: { lens_width: range, bridge: range, temple: range, total_width: range, label: 'medium' },
      intended_use: '',
      overlay: {
        image_width: 1,
        image_height: 1,
        pupils: { image_left: [0, 0], image_right: [1, 1] },
        outline: [],
        lines: {},
      },
      model_versions: {},
      timing_ms: {},
    }) as never,
});
