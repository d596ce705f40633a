import multipart from '@fastify/multipart';
import type { FastifyContentTypeParser, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Session } from '../access/index.ts';
import { type App, callerOf, Problem, ProblemSchema, type Slots } from '../http/index.ts';
import type { Purpose } from '../privacy/index.ts';
import { type Analyses, eraseAnalyses, storeAnalysis } from './analyses.ts';
import type { AnalyzeOptions } from './analyze.ts';
import type { FaceEngine } from './engine.ts';
import { parseOldFrame } from './old-frame.ts';
import { MAX_IMAGE_BYTES } from './problems.ts';
import { receivePhoto } from './receive.ts';
import { AnalysisResult, AnalyzeFields } from './schema.ts';

export interface FaceDeps {
  engine: FaceEngine;
  /** Bounds how many photos of one client are measured at the same time. */
  slots: Slots;
  analyses: Analyses;
  /** The session a request speaks for. @throws Problem when there is none. */
  sessionFor(request: FastifyRequest, sessionId?: string): Promise<Session>;
  /** @throws Problem consent-required. */
  requireConsent(session: Session, purpose: Purpose): void;
  /** Notes on the session which analysis is its latest. */
  noteAnalysis(session: Session, face: { analysis_id: string }): Promise<void>;
  now(): number;
  /** Told of every analysis: `outcome` is `ok` or the code of the problem. */
  onAnalysis?(seen: { outcome: string; duration_ms: number; timing_ms?: Record<string, number> }): void;
}

const Bytes = Type.String({ format: 'binary' });
const CLOSED = { additionalProperties: false };
const BODIES = {
  'multipart/form-data': Type.Object({ image: Bytes, ...AnalyzeFields.properties }, CLOSED),
  'image/jpeg': Bytes,
  'image/png': Bytes,
  'image/webp': Bytes,
  'application/json': Type.Object(
    {
      image: Type.String({
        contentEncoding: 'base64',
        description: 'The file in base64, bare or as a data: URL',
      }),
      ...AnalyzeFields.properties,
    },
    CLOSED,
  ),
};

/** At the same time: a shopper takes one photo after another; a household or an office shares an address. */
const AT_ONCE = { session: 2, client: 8 };

const PURPOSE: Purpose = 'face_analysis_processing';

const LIMITS = {
  fileSize: MAX_IMAGE_BYTES,
  files: 1,
  fields: 20,
  parts: 24,
  fieldSize: 1024,
  fieldNameSize: 64,
};

/** Registers `POST /v1/face/analyze`, with body parsers that apply to it alone. */
export function faceFeature(deps: FaceDeps): (app: App) => Promise<void> {
  return async (app) => {
    await app.register(async (scope: App) => {
      // Bodies are handed on unread: consent comes first, and a photo inside JSON is not parsed as JSON.
      scope.removeAllContentTypeParsers();
      await scope.register(multipart, { limits: LIMITS });
      const unread: FastifyContentTypeParser = (_, body, done) => done(null, body);
      scope.addContentTypeParser(['application/json', 'application/octet-stream'], unread);
      scope.addContentTypeParser(/^image\//, unread);
      analyzeRoute(scope, deps);
    });
  };
}

function analyzeRoute(app: App, deps: FaceDeps): void {
  app.post(
    '/v1/face/analyze',
    {
      schema: {
        summary: 'Measure the face in a photo',
        description:
          'Takes the photo as multipart field `image`, as the body itself (image/jpeg, image/png, image/webp), or ' +
          'as base64 in the JSON member `image`. Other fields may stand in the query, the form or the JSON. ' +
          'Needs the consent `face_analysis_processing`. The photo is measured in memory and never kept.',
        tags: ['face'],
        querystring: AnalyzeFields,
        response: { 200: AnalysisResult, '4xx': ProblemSchema, '5xx': ProblemSchema },
      },
      config: { access: 'access:face_analysis', body: BODIES },
      // The same fields come in three ways, so they are all checked in one place: receive.ts.
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request) => observed(deps, () => analyzeRequest(request, deps)),
  );
}

async function analyzeRequest(request: FastifyRequest, deps: FaceDeps): Promise<AnalysisResult> {
  const { kind, key_id } = callerOf(request);
  const name = kind === 'publishable' ? `${key_id} ${request.ip}` : key_id;
  const leave = deps.slots.enter({ name, most: AT_ONCE.client });
  try {
    return await measure(request, deps);
  } finally {
    leave();
  }
}

async function measure(request: FastifyRequest, deps: FaceDeps): Promise<AnalysisResult> {
  const consenting = async ({ session_id }: AnalyzeFields): Promise<Session> => {
    const session = await deps.sessionFor(request, session_id);
    deps.requireConsent(session, PURPOSE);
    return session;
  };
  const { image, declaredType, fields } = await receivePhoto(request, async (known) => {
    await consenting(known);
  });
  const { session_id } = await consenting(fields);
  const leave = deps.slots.enter({ name: session_id, most: AT_ONCE.session });
  const options = { ...optionsOf(fields), ...(declaredType !== undefined && { declaredType }) };
  const analysis = await deps.engine.analyze(image, options).finally(leave);
  // Consent may have been withdrawn while the photo was measured; then nothing is kept or told.
  const owner = await consenting(fields);
  const analysis_id = await storeAnalysis(deps.analyses, owner, analysis, deps.now());
  await deps.noteAnalysis(owner, { analysis_id });
  await keptWithConsent(deps, consenting(fields), owner);
  return { analysis_id, session_id: owner.session_id, ...analysis };
}

/** A withdrawal that arrived between the check and the write takes back what was written. */
async function keptWithConsent(deps: FaceDeps, check: Promise<Session>, owner: Session): Promise<void> {
  try {
    await check;
  } catch (error) {
    await eraseAnalyses(deps.analyses, owner.store_id, owner.session_id);
    throw error;
  }
}

function optionsOf(fields: AnalyzeFields): AnalyzeOptions {
  const { own_pd, old_frame, old_frame_fit = 'good', camera, camera_distance_mm, include } = fields;
  const distance = camera ?? camera_distance_mm;
  return {
    ...(own_pd !== undefined && { ownPd: own_pd }),
    ...(old_frame !== undefined && { oldFrame: { frame: parseOldFrame(old_frame), fit: old_frame_fit } }),
    ...(distance !== undefined && { camera: distance }),
    landmarks: include === 'landmarks',
  };
}

async function observed(deps: FaceDeps, run: () => Promise<AnalysisResult>): Promise<AnalysisResult> {
  const start = performance.now();
  const seen = (outcome: string, timing_ms?: Record<string, number>) =>
    deps.onAnalysis?.({ outcome, duration_ms: performance.now() - start, ...(timing_ms && { timing_ms }) });
  try {
    const result = await run();
    seen('ok', result.timing_ms);
    return result;
  } catch (error) {
    seen(error instanceof Problem ? error.kind.code : 'error');
    throw error;
  }
}
