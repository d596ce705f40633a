import { type Static, Type } from 'typebox';
import { classified } from '../data/index.ts';

/** The seven classes most opticians use (Vision Council); oval is the class near the mean face. */
export const FaceShape = Type.Union([
  Type.Literal('oval'),
  Type.Literal('round'),
  Type.Literal('square'),
  Type.Literal('oblong'),
  Type.Literal('heart'),
  Type.Literal('diamond'),
  Type.Literal('triangle'),
]);
export type FaceShape = Static<typeof FaceShape>;
export const FACE_SHAPES = ['oval', 'round', 'square', 'oblong', 'heart', 'diamond', 'triangle'] as const;

/** One length, and how far to trust it. */
export const Measurement = Type.Object({
  value: Type.Number({ description: 'mm' }),
  unit: Type.Literal('mm'),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  low: Type.Number({ description: 'Lower end of the 95 % interval, mm' }),
  high: Type.Number({ description: 'Upper end of the 95 % interval, mm' }),
});
export type Measurement = Static<typeof Measurement>;

export const Measurements = Type.Object({
  pupillary_distance: Measurement,
  /** As seen by eyes looking far away; a near camera makes eyes converge (1 to 2 mm). */
  far_pupillary_distance: Measurement,
  left_pupillary_distance: Measurement,
  right_pupillary_distance: Measurement,
  face_width: Measurement,
  face_height: Measurement,
  forehead_width: Measurement,
  cheekbone_width: Measurement,
  jaw_width: Measurement,
  temple_width: Measurement,
  nose_width: Measurement,
  bridge_width: Measurement,
  eye_width: Measurement,
});
export type Measurements = Static<typeof Measurements>;

export const Range = Type.Object({
  low: Type.Number({ description: 'mm' }),
  high: Type.Number({ description: 'mm' }),
});
export type Range = Static<typeof Range>;

/** The frame a face asks for, in the numbers printed inside a temple: lens width, bridge, temple. */
export const FrameSize = Type.Object({
  lens_width: Range,
  bridge: Range,
  temple: Range,
  total_width: Range,
  label: Type.Union([Type.Literal('narrow'), Type.Literal('medium'), Type.Literal('wide')]),
});
export type FrameSize = Static<typeof FrameSize>;

export const FaceShapeResult = Type.Object({
  label: FaceShape,
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  scores: Type.Record(Type.String(), Type.Number(), {
    description: 'A probability for each class; they add up to 1',
  }),
});
export type FaceShapeResult = Static<typeof FaceShapeResult>;

export const QualityIssue = Type.Object({
  code: Type.String({
    description: 'blur, dark, bright, uneven-light, head-turned, small-face, eye-closed, …',
  }),
  severity: Type.Union([Type.Literal('advice'), Type.Literal('warning')]),
  advice: Type.String({ description: 'What would make the next photo better, in plain words' }),
});

export const Point = Type.Tuple([Type.Number(), Type.Number()]);

/** What the result screen draws over the photo, in pixels of the upright photo as sent. */
export const Overlay = Type.Object({
  image_width: Type.Integer(),
  image_height: Type.Integer(),
  pupils: Type.Object({ image_left: Point, image_right: Point }),
  /** The face's outline, in order, closed. */
  outline: Type.Array(Point),
  /** Ends of the lines along which widths were taken. */
  lines: Type.Record(Type.String(), Type.Tuple([Point, Point])),
});

export const AnalysisResult = Type.Object({
  analysis_id: Type.String(),
  session_id: Type.String(),
  face_shape: FaceShapeResult,
  measurements: Measurements,
  /** In degrees. yaw > 0: the subject's face turns to the image's right; pitch > 0: up; roll > 0: clockwise in the image. */
  pose: Type.Object({ yaw: Type.Number(), pitch: Type.Number(), roll: Type.Number() }),
  camera: Type.Object({
    distance_mm: Type.Union([Type.Number(), Type.Null()], {
      description: 'null: no perspective (a flat drawing)',
    }),
    source: Type.Union([
      Type.Literal('exif'),
      Type.Literal('assumed'),
      Type.Literal('given'),
      Type.Literal('infinite'),
    ]),
  }),
  scale: Type.Object({
    source: Type.Union([Type.Literal('iris'), Type.Literal('own_pd'), Type.Literal('old_frame')]),
    iris_px: Type.Number(),
    mm_per_px: Type.Number(),
  }),
  quality: Type.Object({
    score: Type.Number({ minimum: 0, maximum: 1 }),
    issues: Type.Array(QualityIssue),
  }),
  frame_size: FrameSize,
  /** What these numbers are good for, and what not. */
  intended_use: Type.String(),
  overlay: Overlay,
  landmarks: Type.Optional(Type.Array(Type.Tuple([Type.Number(), Type.Number(), Type.Number()]))),
  model_versions: Type.Record(Type.String(), Type.String()),
  timing_ms: Type.Record(Type.String(), Type.Number()),
});
export type AnalysisResult = Static<typeof AnalysisResult>;

/** What may accompany a photo: as query, as fields of a multipart form, or as members of a JSON body. */
export const AnalyzeFields = Type.Object(
  {
    session_id: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    own_pd: Type.Optional(
      Type.Number({
        minimum: 40,
        maximum: 85,
        description: "The shopper's own pupillary distance for far sight, mm",
      }),
    ),
    old_frame: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 60,
        description: 'The numbers inside a temple of the old frame: 52□18-145',
      }),
    ),
    old_frame_fit: Type.Optional(
      Type.Union([Type.Literal('good'), Type.Literal('narrow'), Type.Literal('wide')], {
        description: 'How the old frame fits; good when absent',
      }),
    ),
    camera: Type.Optional(
      Type.Literal('infinite', { description: 'The picture is a flat drawing without perspective' }),
    ),
    camera_distance_mm: Type.Optional(
      Type.Number({
        minimum: 150,
        maximum: 10_000,
        description: 'From the camera to the eyes, where it is known',
      }),
    ),
    include: Type.Optional(Type.Literal('landmarks', { description: 'Adds the 468 points of the face' })),
  },
  { additionalProperties: false },
);
export type AnalyzeFields = Static<typeof AnalyzeFields>;

/** What is kept of an analysis: millimetres and labels, never the photo, never the points. */
export const StoredAnalysis = Type.Object({
  _id: Type.String(),
  store_id: Type.String(),
  session_id: Type.String(),
  created_at: Type.Integer(),
  face_shape: classified('face_analysis_data', FaceShapeResult),
  measurements: classified('face_analysis_data', Measurements),
  frame_size: classified('face_analysis_data', FrameSize),
  quality_score: Type.Number(),
});
export type StoredAnalysis = Static<typeof StoredAnalysis>;
