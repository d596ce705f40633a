import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { AnalysisResult } from '../server/face/index.ts';
import type { Client } from './client.ts';
import { EXIT, Failure } from './failure.ts';
import { withVisit } from './visit.ts';

const TYPES: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

export interface PhotoInput {
  file: string;
  ownPd?: number | undefined;
  oldFrame?: string | undefined;
  distanceMm?: number | undefined;
  isFlat?: boolean;
  withLandmarks?: boolean;
}

export async function readPhoto(file: string): Promise<Buffer> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(
      `${file} can't be read (${error.code}).`,
      'Give the path of a JPEG, PNG or WebP photo.',
      EXIT.badInput,
    );
  });
}

/**
 * Opens a session, records the consent of whoever runs the command, measures the photo, and hands on the result and the
 * client of the session; whatever happens, everything held about the session is deleted afterwards.
 */
export async function withMeasuredPhoto<T>(
  client: Client,
  photo: PhotoInput,
  use: (analysis: AnalysisResult, client: Client) => Promise<T>,
): Promise<T> {
  const image = await readPhoto(photo.file);
  return withVisit(client, async (visiting, session_id) =>
    use(await measure(visiting, session_id, image, photo), visiting),
  );
}

async function measure(
  client: Client,
  session_id: string,
  image: Buffer,
  photo: PhotoInput,
): Promise<AnalysisResult> {
  await client.call({
    method: 'POST',
    path: '/v1/consents',
    body: { session_id, purposes: ['face_analysis_processing'], granted: true },
  });
  return client.call<AnalysisResult>({
    method: 'POST',
    path: '/v1/face/analyze',
    query: {
      session_id,
      own_pd: photo.ownPd,
      old_frame: photo.oldFrame,
      camera_distance_mm: photo.distanceMm,
      camera: photo.isFlat ? 'infinite' : undefined,
      include: photo.withLandmarks ? 'landmarks' : undefined,
    },
    body: image,
    contentType: TYPES[extname(photo.file).toLowerCase()] ?? 'application/octet-stream',
  });
}
