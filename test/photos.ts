import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.VARAI_TEST_FACES ?? join(import.meta.dirname, '../../shared/faces');

/** The folder of real photos to test with, or null where there is none; the project brings no photo of its own. */
export const PHOTOS_DIR = existsSync(folder) ? folder : null;
