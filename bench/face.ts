import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import sharp from 'sharp';
import { drawFace } from '../demo/faces/draw-face.ts';
import { KNOWN_FACES } from '../demo/faces/known-faces.ts';
import { renderFace } from '../demo/faces/render.ts';
import { analyze } from '../server/face/analyze.ts';
import { crop, type Square } from '../server/face/crop.ts';
import { decodePhoto } from '../server/face/decode.ts';
import { createPipeline } from '../server/face/engine.onnx.ts';
import { checkImage } from '../server/face/image-check.ts';
import { type FaceEngine, startFaceEngine } from '../server/face/index.ts';
import { openNetworks } from '../server/face/networks.ts';
import { cpuMs, median, quantile, type Report } from './report.ts';

const ROUNDS = 7;
const WARM_UP = 15;
const TURNS = 41;
/** Enough analyses at once to keep two workers busy without a pause. */
const IN_FLIGHT = 6;

export async function bench(report: Report, root: string): Promise<void> {
  const modelsDir = join(root, 'models');
  const workerFile = join(root, 'dist/server/face-worker.js');
  const selfie = await renderFace(drawFace({ irisPx: 40 }), { format: 'jpeg', quality: 90 });
  const phone = await renderFace(drawFace({ irisPx: 160, frame: { width: 221, height: 295 } }), {
    format: 'jpeg',
    quality: 90,
  });
  await accuracy(report, modelsDir);
  await againstItsParts(report, modelsDir, 'selfie', selfie);
  await againstItsParts(report, modelsDir, '12mp', phone);
  await shrinking(report, phone);
  bombs(report);
  const start = (workers: number) => startFaceEngine({ modelsDir, workerFile, workers, queueLimit: 64 });
  const [one, two] = [await start(1), await start(2)];
  await Promise.all([one.ready(), two.ready()]);
  await throughput(report, one, two, selfie);
  await otherRoutes(report, two, selfie);
  await Promise.all([one.close(), two.close()]);
}

/** The whole way from bytes to millimetres, against the decoding and the bare network runs it cannot do without. */
async function againstItsParts(
  report: Report,
  modelsDir: string,
  name: string,
  photo: Buffer,
): Promise<void> {
  const [pipeline, networks] = [await createPipeline(modelsDir), await openNetworks(modelsDir)];
  const inputs = await realInputs(photo);
  const whole = async () => {
    const reading = await pipeline.read(photo);
    if (typeof reading === 'string') throw new Error(reading);
    analyze(reading, { camera: 'infinite' });
  };
  const parts = async () => {
    await decodePhoto(photo);
    await networks.detector(inputs.detector, 1);
    await networks.mesh(inputs.mesh, 1);
    await networks.mesh(inputs.mesh, 1);
    await networks.iris(inputs.iris, 2);
  };
  const times: Record<'whole' | 'parts', number[]> = { whole: [], parts: [] };
  // One of each in turn, so that both find the processor's caches as the other left them.
  for (let turn = -WARM_UP; turn < TURNS; turn++) {
    for (const [key, work] of [
      ['whole', whole],
      ['parts', parts],
    ] as const) {
      const ms = await cpuMs(work);
      if (turn >= 0) times[key].push(ms);
    }
  }
  const [value, limit] = [median(times.whole), median(times.parts)];
  report(`face.analysis_${name}`, { value, limit, unit: 'ms CPU', bar: 1.3 });
}

/** What the networks see of a photo, near enough: some take longer over a picture than over zeros. */
async function realInputs(photo: Buffer) {
  const { raster } = await decodePhoto(photo);
  const whole = { cx: raster.width / 2, cy: raster.height / 2, side: raster.height, angle: 0 };
  const picture = (size: number, square: Square, black: number, count = 1) => {
    const out = new Float32Array(size * size * 3 * count);
    for (let i = 0; i < count; i++) {
      crop(raster, square, { size, black, white: 1, outside: 'nearest', taps: 2 }, out, i * size * size * 3);
    }
    return out;
  };
  const eye = { cx: raster.width * 0.37, cy: raster.height * 0.46, side: raster.width * 0.26, angle: 0 };
  return { detector: picture(256, whole, -1), mesh: picture(192, whole, 0), iris: picture(64, eye, 0, 2) };
}

/** A large JPEG as the server decodes it, against decoding all of it. */
async function shrinking(report: Report, photo: Buffer): Promise<void> {
  const times: Record<'shrunk' | 'whole', number[]> = { shrunk: [], whole: [] };
  for (let round = -1; round < ROUNDS; round++) {
    const shrunk = await cpuMs(() => decodePhoto(photo));
    const whole = await cpuMs(() => sharp(photo).raw().toBuffer());
    if (round < 0) continue;
    times.shrunk.push(shrunk);
    times.whole.push(whole);
  }
  const [value, limit] = [median(times.shrunk), median(times.whole)];
  report('face.decode_12mp_shrunk', { value, limit, unit: 'ms CPU', bar: 0.75 });
}

/** A PNG of a few bytes that claims 60,000 x 60,000 pixels. */
function bombs(report: Report): void {
  const header = Buffer.alloc(57);
  header.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  header.writeUInt32BE(60_000, 16);
  header.writeUInt32BE(60_000, 20);
  header.write('IDAT', 37, 'latin1');
  const times: number[] = [];
  for (let round = 0; round < 200; round++) {
    const start = performance.now();
    try {
      checkImage(header);
      throw new TypeError('the bomb was taken');
    } catch (error) {
      if (error instanceof TypeError) throw error;
    }
    times.push(performance.now() - start);
  }
  report('face.refuse_bomb', {
    value: median(times),
    limit: 2,
    unit: 'ms',
    bar: 2,
    barIs: 'value',
  });
}

/** Photos per second of two workers against one, in turns. */
async function throughput(report: Report, one: FaceEngine, two: FaceEngine, photo: Buffer): Promise<void> {
  const rates: Record<'one' | 'two', number[]> = { one: [], two: [] };
  for (let round = -1; round < ROUNDS; round++) {
    for (const [key, engine] of [
      ['one', one],
      ['two', two],
    ] as const) {
      const start = performance.now();
      const count = await load(engine, photo, () => performance.now() - start < 1500);
      if (round >= 0) rates[key].push((count * 1000) / (performance.now() - start));
    }
  }
  const [value, limit] = [median(rates.two), median(rates.one)];
  report('face.two_workers', { value, limit, unit: 'photos/s', bar: 1.7, atLeast: true });
}

/** Keeps an engine busy; returns how many photos it measured. */
async function load(engine: FaceEngine, photo: Buffer, goOn: () => boolean): Promise<number> {
  let done = 0;
  const client = async () => {
    while (goOn()) {
      await engine.analyze(new Uint8Array(photo), { camera: 'infinite' });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, client));
  return done;
}

/** What the server's own thread feels of two busy workers: a route that has nothing to do with faces, at 100 a second. */
async function otherRoutes(report: Report, engine: FaceEngine, photo: Buffer): Promise<void> {
  const app = Fastify();
  app.get('/other', () => ({ fine: true }));
  await app.ready();
  const seen = {
    idle: { route: [] as number[], loop: [] as number[] },
    busy: { route: [] as number[], loop: [] as number[] },
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const state of ['idle', 'busy'] as const) {
      let isOver = false;
      const work = state === 'busy' ? load(engine, photo, () => !isOver) : Promise.resolve(0);
      if (state === 'busy') await sleep(100);
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const times = await openLoop(async () => {
        await app.inject('/other');
      });
      delay.disable();
      isOver = true;
      await work;
      seen[state].route.push(quantile(times, 0.99));
      // The histogram holds the timer's own millisecond too.
      seen[state].loop.push(Math.max(0, delay.percentile(99) / 1e6 - 1));
    }
  }
  await app.close();
  const { idle, busy } = seen;
  report('face.event_loop_p99', {
    value: median(busy.loop),
    limit: median(idle.loop),
    unit: 'ms',
    bar: 10,
    barIs: 'value',
  });
  report('face.other_route_p99', {
    value: median(busy.route),
    limit: median(idle.route),
    unit: 'ms',
    bar: 1.1,
  });
}

/** A request every 10 ms for 1.5 s, whether or not the one before has been answered; each timed from when it was due. */
async function openLoop(request: () => Promise<void>): Promise<number[]> {
  const start = performance.now();
  const pending = Array.from({ length: 150 }, async (_, i) => {
    const due = start + 10 * (i + 1);
    await sleep(Math.max(0, due - performance.now()));
    const from = performance.now();
    await request();
    return performance.now() - from;
  });
  return Promise.all(pending);
}

/** How far the pupillary distance is off on drawn faces whose truth is known; the limit is no error worth naming. */
async function accuracy(report: Report, modelsDir: string): Promise<void> {
  const pipeline = await createPipeline(modelsDir);
  const errors: number[] = [];
  for (const { params, render } of KNOWN_FACES) {
    const drawn = drawFace(params);
    const reading = await pipeline.read(await renderFace(drawn, render));
    const analysis = typeof reading === 'string' ? null : analyze(reading, { camera: 'infinite' });
    if (analysis === null || 'unclear' in analysis) throw new Error('a drawn face was not measured');
    const { value } = analysis.measurements.pupillary_distance;
    errors.push(100 * Math.abs(value / drawn.truth.pupillary_distance_mm - 1));
  }
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  report('face.pd_error_mean', { value: mean, limit: 2.5, unit: '%', bar: 2.5, barIs: 'value' });
  report('face.pd_error_worst', { value: Math.max(...errors), limit: 6, unit: '%', bar: 6, barIs: 'value' });
}
