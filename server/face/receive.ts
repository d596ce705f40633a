import type { FastifyRequest } from 'fastify';
import { Value } from 'typebox/value';
import { Problem } from '../http/index.ts';
import { parseJsonPhoto } from './json-photo.ts';
import { imageMissing, imageTooLarge, invalidFields, MAX_IMAGE_BYTES } from './problems.ts';
import { AnalyzeFields } from './schema.ts';

/** Base64 is four thirds as long, and the other fields want some room. */
const MAX_JSON_BYTES = Math.ceil((MAX_IMAGE_BYTES * 4) / 3) + 16 * 1024;

export interface ReceivedPhoto {
  image: Uint8Array;
  declaredType?: string;
  fields: AnalyzeFields;
}

/** Called as soon as it is known whose photo comes, before its first byte is read where the sender allows that. */
export type BeforePhoto = (fields: AnalyzeFields) => Promise<void>;

/**
 * Reads the photo and its fields in whichever of the three ways they come. A field in the body wins over one in
 * the query.
 * @throws Problem image-too-large as soon as too much has come; image-missing; invalid-analysis-fields.
 */
export async function receivePhoto(request: FastifyRequest, before: BeforePhoto): Promise<ReceivedPhoto> {
  const query = checkFields(request.query);
  const type = request.headers['content-type'] ?? '';
  if (request.isMultipart()) return receiveMultipart(request, query, before);
  if (type.startsWith('image/') || type.startsWith('application/octet-stream')) {
    await before(query);
    const image = await readBody(request, MAX_IMAGE_BYTES);
    return { image, declaredType: type, fields: query };
  }
  if (!type.startsWith('application/json')) throw imageMissing();
  if (query.session_id !== undefined) await before(query);
  const body = await readBody(request, MAX_JSON_BYTES);
  const { fields, ...photo } = parseJson(body);
  return { ...photo, fields: { ...query, ...checkFields(fields) } };
}

/** The stream that the content type parsers of the routes hand on unread. */
async function readBody(request: FastifyRequest, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw imageTooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw imageTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function parseJson(body: Buffer) {
  try {
    return parseJsonPhoto(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw invalidFields({ detail: 'The body is not a JSON object.' });
    throw error;
  }
}

async function receiveMultipart(
  request: FastifyRequest,
  query: AnalyzeFields,
  before: BeforePhoto,
): Promise<ReceivedPhoto> {
  const raw: Record<string, unknown> = {};
  let photo: Omit<ReceivedPhoto, 'fields'> | null = null;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        raw[part.fieldname] = part.value;
      } else if (part.fieldname === 'image') {
        const known = { ...query, ...checkFields(raw) };
        if (known.session_id !== undefined) await before(known);
        photo = { image: await part.toBuffer(), declaredType: part.mimetype };
      } else {
        part.file.resume();
        raw[part.fieldname] = 'a file';
      }
    }
  } catch (error) {
    throw formProblem(request, error);
  }
  if (photo === null) throw imageMissing();
  return { ...photo, fields: { ...query, ...checkFields(raw) } };
}

/** What went wrong with a form, in our words; anything else is handed back as it is. */
function formProblem({ server }: FastifyRequest, error: unknown): unknown {
  const { RequestFileTooLargeError, ...refusals } = server.multipartErrors;
  if (error instanceof RequestFileTooLargeError) return imageTooLarge();
  if (Object.values(refusals).some((kind) => error instanceof kind)) {
    return invalidFields({
      detail: 'The form has too many parts, or one that is not allowed: send one image.',
    });
  }
  // The parser's own complaints about a cut or malformed form have no class and no code.
  const isCut = error instanceof Error && !(error instanceof Problem) && /multipart/i.test(error.message);
  return isCut ? invalidFields({ detail: 'The form is broken or incomplete.' }) : error;
}

/** @throws Problem invalid-analysis-fields naming each field that is wrong. */
function checkFields(raw: unknown): AnalyzeFields {
  const fields = Value.Convert(AnalyzeFields, Value.Clone(raw ?? {}));
  if (Value.Check(AnalyzeFields, fields)) return fields;
  const unknown = Object.keys(fields as object).filter(
    (name) => !Object.hasOwn(AnalyzeFields.properties, name),
  );
  const wrong = new Map([
    ...Value.Errors(AnalyzeFields, fields).map(
      ({ instancePath, message }) => [instancePath, message] as const,
    ),
    ...unknown.map((name) => [`/${name}`, 'is no field of this call'] as const),
  ]);
  throw invalidFields({ errors: [...wrong].map(([pointer, detail]) => ({ pointer, detail })) });
}
