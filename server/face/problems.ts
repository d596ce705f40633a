import { defineProblem } from '../http/index.ts';

const MEGABYTES = 10;
/** The largest photo taken, in bytes as the file has them. */
export const MAX_IMAGE_BYTES = MEGABYTES * 1024 * 1024;

export const imageMissing = defineProblem({
  code: 'image-missing',
  status: 400,
  title: 'There is no photo in the request.',
  advice:
    'Send the photo as the multipart field `image`, as the body, or as base64 in the JSON field `image`.',
});

export const imageTooLarge = defineProblem({
  code: 'image-too-large',
  status: 413,
  title: `The photo is larger than ${MEGABYTES} MB.`,
  advice: 'Send a smaller file; a photo 1280 pixels wide is plenty.',
});

export const unsupportedImage = defineProblem({
  code: 'unsupported-image',
  status: 415,
  title: 'This is not a photo we can read.',
  advice: 'Send a still JPEG, PNG or WebP photo, declared as what it is.',
});

export const imageDimensions = defineProblem({
  code: 'image-dimensions',
  status: 422,
  title: 'The photo has too few or too many pixels.',
  advice: 'Send a photo between 200 and 4096 pixels on each side.',
});

export const imageBroken = defineProblem({
  code: 'image-broken',
  status: 422,
  title: 'The photo is damaged or incomplete.',
  advice: 'Send the photo again, or take a new one.',
});

export const noFace = defineProblem({
  code: 'no-face',
  status: 422,
  title: 'No face was found in the photo.',
  advice: 'Look straight into the camera, in good light, with the whole face in the picture.',
});

export const severalFaces = defineProblem({
  code: 'several-faces',
  status: 422,
  title: 'More than one face was found in the photo.',
  advice: 'Take a photo with nobody else in it.',
});

export const lowQuality = defineProblem({
  code: 'low-quality',
  status: 422,
  title: 'The photo is not clear enough to measure.',
  advice: 'Take another photo; `errors` says what to change.',
});

export const invalidOldFrame = defineProblem({
  code: 'invalid-old-frame',
  status: 422,
  title: 'The numbers of the old frame could not be read.',
  advice: 'Copy them from the inside of a temple, such as 52□18-145 or 52-18-145.',
});

export const invalidFields = defineProblem({
  code: 'invalid-analysis-fields',
  status: 422,
  title: 'A field of the request is not what it should be.',
  advice: 'See `errors` for each field and what it may hold.',
});

export const analysisOverloaded = defineProblem({
  code: 'analysis-overloaded',
  status: 503,
  title: 'Too many photos are being measured at the moment.',
  advice: 'Wait for the seconds that Retry-After gives, then send the photo again.',
});
