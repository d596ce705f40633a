import { crop, type Raster, type Square } from './crop.ts';
import { decodePhoto, decodeRegion, enlarge, type Photo, UndecodableError } from './decode.ts';
import { DETECTOR_SIZE, type Detection, readDetections } from './detect.ts';
import type { Landmarks } from './geometry.ts';
import { IRIS_SIZE, type Iris, type Irises, readIris, squaresOfEyes } from './iris.ts';
import { refineIris } from './limbus.ts';
import { MESH_SIZE, type Mesh, readMesh, squareOfDetection, squareOfMesh } from './mesh.ts';
import { type Networks, openNetworks } from './networks.ts';
import { glareOf, type Look, lookOf } from './quality.ts';

/** What one photo shows, before anything is measured. */
export interface Reading extends Landmarks {
  focal35mm: number | null;
  look: Look;
  glare: number;
  faceFlag: number;
  timing_ms: { decode: number; detect: number; mesh: number; iris: number };
}

export type ReadingRefusal = 'image-broken' | 'no-face' | 'several-faces';

export interface Pipeline {
  /** Decodes a photo and finds the landmarks of the one face in it. */
  read(bytes: Uint8Array): Promise<Reading | ReadingRefusal>;
}

/** A second face counts from this part of the first one's width on; smaller ones are passers-by. */
const SECOND_FACE = 0.35;
/** Where nothing is certain a weaker detection will do, if the mesh network agrees that it is a face. */
const WEAK_SCORE = 0.4;
const FACE_FLAG = 0.5;
/** An iris smaller than this in the working photo is worth a second, finer decode of the eyes, px. */
const FINE_IRIS_PX = 16;
/** Where there is nothing finer, the eyes are drawn this much larger before the network sees them. */
const ENLARGEMENT = 3;

export async function createPipeline(modelsDir: string): Promise<Pipeline> {
  const reader = new Reader(await openNetworks(modelsDir));
  return { read: (bytes) => reader.read(bytes) };
}

class Reader {
  private readonly detectorInput = new Float32Array(DETECTOR_SIZE ** 2 * 3);
  private readonly meshInput = new Float32Array(MESH_SIZE ** 2 * 3);
  private readonly irisInput = new Float32Array(2 * IRIS_SIZE ** 2 * 3);

  constructor(private readonly networks: Networks) {}

  async read(bytes: Uint8Array): Promise<Reading | ReadingRefusal> {
    const lap = stopwatch();
    const photo = await decodePhoto(bytes).catch(unlessBroken);
    if (photo === null) return 'image-broken';
    const decode = lap();
    const faces = await this.detect(photo.raster);
    const detect = lap();
    const [face, second] = faces;
    if (face === undefined) return 'no-face';
    if (second !== undefined && second.width > SECOND_FACE * face.width) return 'several-faces';
    const { mesh, faceFlag } = await this.mesh(photo.raster, face);
    if (faceFlag < FACE_FLAG) return 'no-face';
    const look = lookOf(this.meshInput);
    const meshTime = lap();
    const irises = await this.irises(mesh, bytes, photo);
    const scale = photo.size.width / photo.raster.width;
    return {
      photo: photo.size,
      mesh: mesh.map((value) => value * scale),
      irises,
      focal35mm: photo.focal35mm,
      look,
      glare: glareOf(this.irisInput),
      faceFlag,
      timing_ms: { decode, detect, mesh: meshTime, iris: lap() },
    };
  }

  /** Faces in pixels of the working photo, largest first. */
  private async detect(raster: Raster): Promise<Detection[]> {
    const { width, height } = raster;
    const whole = letterbox(width, height);
    for (const [square, score] of [
      [whole, undefined],
      ...windows(width, height),
      [whole, WEAK_SCORE],
    ] as const) {
      crop(
        raster,
        square,
        { size: DETECTOR_SIZE, black: -1, white: 1, outside: 'black', taps: 1 },
        this.detectorInput,
      );
      const { scores_16, scores_8, boxes_16, boxes_8 } = (await this.networks.detector(
        this.detectorInput,
        1,
      )) as Record<string, Float32Array> as Record<
        'scores_16' | 'scores_8' | 'boxes_16' | 'boxes_8',
        Float32Array
      >;
      const grids = [
        { cells: 16, anchorsPerCell: 2, scores: scores_16, boxes: boxes_16 },
        { cells: 8, anchorsPerCell: 6, scores: scores_8, boxes: boxes_8 },
      ];
      const faces = readDetections(grids, square, score);
      if (faces.length > 0) return faces.sort((a, b) => b.width - a.width);
    }
    return [];
  }

  /** Two passes: the second looks at a square taken from the points of the first. */
  private async mesh(raster: Raster, face: Detection): Promise<{ mesh: Mesh; faceFlag: number }> {
    const first = await this.meshIn(raster, squareOfDetection(face), 1);
    return this.meshIn(raster, squareOfMesh(first.mesh), 2);
  }

  private async meshIn(
    raster: Raster,
    square: Square,
    taps: number,
  ): Promise<{ mesh: Mesh; faceFlag: number }> {
    crop(raster, square, { size: MESH_SIZE, black: 0, white: 1, outside: 'nearest', taps }, this.meshInput);
    const { points, face_flag } = (await this.networks.mesh(this.meshInput, 1)) as Record<
      'points' | 'face_flag',
      Float32Array
    >;
    return { mesh: readMesh(points, square), faceFlag: face_flag[0] ?? 0 };
  }

  /** Both irises in one run, in pixels of the photo as sent. */
  private async irises(mesh: Mesh, bytes: Uint8Array, photo: Photo): Promise<Irises> {
    const eyes = squaresOfEyes(mesh);
    const {
      source,
      pixel,
      left: x0,
      top: y0,
    } = await eyesOf([eyes.imageLeft, eyes.imageRight], bytes, photo);
    const inSource = (eye: Square): Square => ({
      ...eye,
      cx: (eye.cx - x0) / pixel,
      cy: (eye.cy - y0) / pixel,
      side: eye.side / pixel,
    });
    const [left, right] = [inSource(eyes.imageLeft), inSource(eyes.imageRight)];
    const sampling = { size: IRIS_SIZE, black: 0, white: 1, outside: 'nearest', taps: 4 } as const;
    crop(source, left, sampling, this.irisInput);
    crop(source, right, sampling, this.irisInput, IRIS_SIZE ** 2 * 3);
    const { points } = (await this.networks.iris(this.irisInput, 2)) as Record<'points', Float32Array>;
    const half = points.length / 2;
    const scale = photo.size.width / photo.raster.width;
    const inPhoto = (answer: Float32Array, eye: Square): Iris => {
      const iris = refineIris(source, readIris(answer, eye), eye, 1 / pixel);
      const centre: [number, number] = [
        (iris.centre[0] * pixel + x0) * scale,
        (iris.centre[1] * pixel + y0) * scale,
      ];
      return { ...iris, centre, diameter: iris.diameter * pixel * scale };
    };
    return {
      imageLeft: inPhoto(points.subarray(0, half), left),
      imageRight: inPhoto(points.subarray(half), right),
    };
  }
}

/** An iris is about this part of its eye's square: 11.7 mm in 2.3 x 28 mm. */
const IRIS_OF_SQUARE = 0.18;

function letterbox(width: number, height: number): Square {
  return { cx: width / 2, cy: height / 2, side: Math.max(width, height), angle: 0 };
}

/** Squares along the longer side of a long photo, in which a small face is larger. */
function windows(width: number, height: number): [Square, undefined][] {
  const side = Math.min(width, height);
  const spare = Math.max(width, height) - side;
  if (spare < side / 4) return [];
  return [0, 0.5, 1].map((part) => {
    const offset = part * spare + side / 2;
    return [
      { cx: width > height ? offset : side / 2, cy: width > height ? side / 2 : offset, side, angle: 0 },
      undefined,
    ];
  });
}

interface EyesSource {
  source: Raster;
  /** How many pixels of the working photo one of its pixels covers, and where its corner lies in them. */
  pixel: number;
  left: number;
  top: number;
}

/** Where to read the eyes: the working photo, or a finer picture of them where their irises are small in it. */
async function eyesOf(
  eyes: readonly [Square, Square],
  bytes: Uint8Array,
  { raster, size }: Photo,
): Promise<EyesSource> {
  const irisPx = Math.min(...eyes.map((eye) => eye.side)) * IRIS_OF_SQUARE;
  if (irisPx >= FINE_IRIS_PX) return { source: raster, pixel: 1, left: 0, top: 0 };
  const reach = Math.SQRT1_2 * Math.max(...eyes.map((eye) => eye.side));
  const bounds = (axis: 'cx' | 'cy', limit: number) => {
    const middles = eyes.map((eye) => eye[axis]);
    const low = Math.max(0, Math.floor(Math.min(...middles) - reach));
    return [low, Math.max(1, Math.min(limit, Math.ceil(Math.max(...middles) + reach)) - low)] as const;
  };
  const [left, width] = bounds('cx', raster.width);
  const [top, height] = bounds('cy', raster.height);
  const region = { left, top, width, height };
  const finer = Math.min(4, Math.floor(size.width / raster.width));
  if (finer > 1) {
    const decoded = await decodeRegion(bytes, size, raster, region, finer);
    return { source: decoded, pixel: 1 / finer, left, top };
  }
  const enlarged = await enlarge(raster, region, ENLARGEMENT);
  return { source: enlarged, pixel: 1 / ENLARGEMENT, left, top };
}

function unlessBroken(error: unknown): null {
  if (error instanceof UndecodableError) return null;
  throw error;
}

/** Each call gives the milliseconds since the one before. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const lap = now - last;
    last = now;
    return Math.round(lap * 100) / 100;
  };
}
