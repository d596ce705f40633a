import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { AnalysisResult } from '../server/face/index.ts';
import type { Client } from './client.ts';
import { EXIT, Failure } from './failure.ts';

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
 * Opens a session, records the consent of whoever runs the command, measures the photo, and hands the result on;
 * whatever happens, everything held about the session is deleted afterwards.
 */
export async function withMeasuredPhoto<T>(
  client: Client,
  photo: PhotoInput,
  use: (analysis: AnalysisResult) => Promise<T>,
): Promise<T> {
  const image = await readPhoto(photo.file);
  const { session_id } = await client.call<{ session_id: string }>({ method: 'POST', path: '/v1/sessions' });
  try {
    return await use(await measure(client, session_id, image, photo));
  } finally {
    await client.call({ method: 'DELETE', path: `/v1/sessions/${session_id}` });
  }
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
