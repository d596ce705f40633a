import { beforeAll, describe, expect, it } from 'vitest';
import { drawFace, type FaceParams } from '../../demo/faces/draw-face.ts';
import { KNOWN_FACES } from '../../demo/faces/known-faces.ts';
import { type RenderOptions, renderFace } from '../../demo/faces/render.ts';
import { drawSample, SAMPLE_FACES } from '../../demo/faces/samples.ts';
import { type Analysis, analyze } from './analyze.ts';
import { createPipeline, type Pipeline, type Reading } from './engine.onnx.ts';
import { ensureModels } from './testing.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await createPipeline(await ensureModels());
});

async function read(params: Partial<FaceParams>, render: RenderOptions = {}) {
  const drawn = drawFace(params);
  const reading = await pipeline.read(await renderFace(drawn, render));
  if (typeof reading === 'string') throw new Error(reading);
  return { reading, analysis: measured(reading), truth: drawn.truth };
}

function measured(reading: Reading): Analysis {
  const analysis = analyze(reading, { camera: 'infinite' });
  if ('unclear' in analysis) throw new Error(analysis.unclear.map(({ code }) => code).join());
  return analysis;
}

describe('drawn faces whose truth is known', () => {
  const errors: { name: string; error: number }[] = [];

  it.each(KNOWN_FACES)(
    '$name: the pupillary distance is read within 6 %, the irises to a few pixels',
    async (face) => {
      const { reading, analysis, truth } = await read(face.params, face.render);
      const { value, low, high } = analysis.measurements.pupillary_distance;
      const error = Math.abs(value / truth.pupillary_distance_mm - 1);
      errors.push({ name: face.name, error });
      expect(error).toBeLessThan(0.06);
      expect(low).toBeLessThan(truth.pupillary_distance_mm);
      expect(high).toBeGreaterThan(truth.pupillary_distance_mm);
      for (const [iris, pupil] of [
        [reading.irises.imageLeft, truth.pupils.image_left],
        [reading.irises.imageRight, truth.pupils.image_right],
      ] as const) {
        const off = Math.hypot(iris.centre[0] - pupil[0], iris.centre[1] - pupil[1]);
        expect(off / truth.iris_px).toBeLessThan(0.12);
      }
    },
  );

  it('the mean error of all of them is at most 2.5 %', () => {
    expect(errors.length).toBeGreaterThanOrEqual(60);
    expect(errors.reduce((sum, { error }) => sum + error, 0) / errors.length).toBeLessThan(0.025);
  });
});

describe('copies of one face', () => {
  it('agree within 2 % when mirrored or rotated', async () => {
    const copies: Partial<FaceParams>[] = [
      {},
      { mirrored: true },
      ...[-20, -10, 10, 20].map((roll) => ({ roll })),
      { mirrored: true, roll: 15 },
    ];
    const values: number[] = [];
    for (const copy of copies) {
      const { analysis } = await read({ pd: 62, irisPx: 24, ...copy });
      values.push(analysis.measurements.pupillary_distance.value);
      expect(analysis.pose.roll).toBeCloseTo((copy.roll ?? 0) * (copy.mirrored ? -1 : 1), -0.7);
    }
    expect(Math.max(...values) / Math.min(...values)).toBeLessThan(1.02);
  });
});

describe('an asymmetric gaze', () => {
  it.each([
    { x: 3, y: 0, mirrored: false },
    { x: -3, y: 0, mirrored: false },
    { x: 2.5, y: 1, mirrored: true },
  ])('is read right on both eyes: $x mm aside, mirrored $mirrored', async ({ mirrored, ...gaze }) => {
    const { reading, truth } = await read({ pd: 64, irisPx: 30, gaze, mirrored });
    const mm = truth.mm_per_px;
    for (const [iris, pupil] of [
      [reading.irises.imageLeft, truth.pupils.image_left],
      [reading.irises.imageRight, truth.pupils.image_right],
    ] as const) {
      expect(Math.abs(iris.centre[0] - pupil[0]) * mm).toBeLessThan(0.5);
      expect(Math.abs(iris.diameter / truth.iris_px - 1)).toBeLessThan(0.04);
    }
  });
});

describe('face shape', () => {
  it('tells the drawn samples apart', async () => {
    const labels = new Set<string>();
    for (const sample of SAMPLE_FACES) {
      const reading = await pipeline.read(await renderFace(drawSample(sample)));
      if (typeof reading === 'string') throw new Error(`${sample.id}: ${reading}`);
      const { face_shape, quality } = measured(reading);
      expect(quality.score, sample.id).toBeGreaterThan(0.9);
      labels.add(face_shape.label);
    }
    expect(labels.size).toBeGreaterThanOrEqual(4);
  });

  it('finds a longer face longer and a wider jaw wider', async () => {
    const share = async (params: Partial<FaceParams>, ...labels: string[]) => {
      const { analysis } = await read({ irisPx: 26, ...params });
      return labels.reduce((sum, label) => sum + (analysis.face_shape.scores[label] ?? 0), 0);
    };
    expect(await share({ chin: 126 }, 'oblong')).toBeGreaterThan(await share({ chin: 104 }, 'oblong'));
    expect(await share({ chin: 102 }, 'round')).toBeGreaterThan(await share({ chin: 124 }, 'round'));
    const wide = await share({ jaw: 0.92, forehead: 0.8 }, 'square', 'triangle');
    expect(wide).toBeGreaterThan(await share({ jaw: 0.68, forehead: 0.94 }, 'square', 'triangle'));
  });
});
