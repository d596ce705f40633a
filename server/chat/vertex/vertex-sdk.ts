import type { GenerateContentResponse, GenerativeModel } from '@google-cloud/vertexai';

/** A turn of the model's or of ours, as the API has it. */
export interface Content {
  role: 'user' | 'model';
  parts: Part[];
}
export type Part =
  | { text: string }
  | { functionResponse: { name: string; response: object } }
  /** As the model sent it, with what it has signed it with. */
  | { functionCall: { name: string; args?: unknown } };

/** The subset of OpenAPI 3 that functions are declared in. */
export interface ParameterSchema {
  type: 'STRING' | 'NUMBER' | 'INTEGER' | 'BOOLEAN' | 'ARRAY' | 'OBJECT';
  description?: string;
  enum?: string[];
  items?: ParameterSchema;
  properties?: Record<string, ParameterSchema>;
  required?: string[];
}
export interface Declaration {
  name: string;
  description: string;
  parameters?: ParameterSchema;
}

export interface ModelRequest {
  system: string;
  contents: readonly Content[];
  functions: readonly Declaration[];
  /** False where it has called enough: it may only speak. */
  mayCall: boolean;
  maxOutputTokens: number;
  /** After so long the connection is closed, whoever still listens. */
  timeoutMs: number;
}

export type ModelEvent =
  | { kind: 'text'; text: string }
  | { kind: 'call'; name: string; args: unknown; part: Part }
  | { kind: 'usage'; input: number; output: number }
  | { kind: 'finish'; reason: string }
  | { kind: 'blocked'; reason: string };

/** One model in one location. */
export interface ModelClient {
  /** @throws ModelCallError */
  stream(request: ModelRequest): AsyncIterable<ModelEvent>;
}

/**
 * A call failed; `status` is HTTP's where there was one, else `code` may say why. It carries no cause: the library's own
 * messages quote what the model has said.
 */
export class ModelCallError extends Error {
  override name = 'ModelCallError';
  constructor(
    readonly status: number | null,
    /** After which time it may be tried again, ms, where the service says so. */
    readonly retryAfterMs: number | null,
    code: string | null = null,
  ) {
    super(status === null ? `the connection failed: ${code ?? 'no code'}` : `Vertex AI answered ${status}`);
  }
}

/** What the service or the network said, without a word of a message; null where neither was at fault. */
export function faultIn(error: unknown, depth = 0): string | null {
  if (error instanceof ModelCallError) return error.message;
  return error instanceof Error && depth < 6 ? faultIn(error.cause, depth + 1) : null;
}

export const UNAUTHENTICATED = 401;
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
/** What is harmful in a shop is harmful at a low probability; opticians do speak of bodies and of eyes that hurt. */
const HARMS = ['HATE_SPEECH', 'DANGEROUS_CONTENT', 'HARASSMENT', 'SEXUALLY_EXPLICIT'];
const SAFETY = HARMS.map((harm) => ({
  category: `HARM_CATEGORY_${harm}`,
  threshold: 'BLOCK_MEDIUM_AND_ABOVE',
}));

/**
 * Clients for the models of one project, by Google's own library, which is loaded when the first is asked for. It is
 * deprecated by its maker (https://cloud.google.com/vertex-ai/generative-ai/docs/deprecations/genai-vertexai-sdk): no
 * other file knows it. Credentials are the application's default ones.
 */
export async function openClients(
  project: string,
  endpoint?: string,
): Promise<(model: string, location: string) => ModelClient> {
  const [sdk, { default: auth }] = await Promise.all([
    import('@google-cloud/vertexai'),
    import('google-auth-library'),
  ]);
  // Its VertexAI class would print a notice to the console; what that class makes can be made without it.
  const { GenerativeModel } = sdk.default;
  const signIn = () => new auth.GoogleAuth({ scopes: [SCOPE], projectId: project });
  let account = signIn();
  return (model, location) => ({
    stream: (request) => {
      const googleAuth = account;
      const generative = new GenerativeModel({
        model,
        project,
        location,
        apiEndpoint: endpoint ?? hostOf(location),
        // It brings an older release of the same library; all it asks of it is an access token.
        googleAuth: googleAuth as unknown as ConstructorParameters<typeof GenerativeModel>[0]['googleAuth'],
        requestOptions: { timeout: request.timeoutMs },
      });
      return eventsOf(generative, bodyOf(request, model), () => {
        // The library keeps an access token until its hour is over, whatever the service says of it.
        if (account === googleAuth) account = signIn();
      });
    },
  });
}

/** https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations */
function hostOf(location: string): string {
  if (location === 'global') return 'aiplatform.googleapis.com';
  if (location === 'eu' || location === 'us') return `aiplatform.${location}.rep.googleapis.com`;
  return `${location}-aiplatform.googleapis.com`;
}

type Body = Parameters<GenerativeModel['generateContentStream']>[0];

function bodyOf(
  { system, contents, functions, mayCall, maxOutputTokens }: ModelRequest,
  model: string,
): Body {
  const tools =
    functions.length === 0
      ? {}
      : {
          tools: [{ functionDeclarations: functions }],
          toolConfig: { functionCallingConfig: { mode: mayCall ? 'AUTO' : 'NONE' } },
        };
  const body = {
    contents,
    systemInstruction: { role: 'system', parts: [{ text: system }] },
    safetySettings: SAFETY,
    generationConfig: { maxOutputTokens, temperature: 0.3, ...thinkingOf(model) },
    ...tools,
  };
  // Written as the API has it: the library's types know neither thinking nor signatures, and want its enums.
  return body as unknown as Body;
}

/** As little thinking as each family allows, for the sake of the first token: https://cloud.google.com/vertex-ai/generative-ai/docs/thinking */
function thinkingOf(model: string): object {
  if (/^gemini-2\.5-flash/.test(model)) return { thinkingConfig: { thinkingBudget: 0 } };
  if (/^gemini-3.*-flash-lite/.test(model)) return { thinkingConfig: { thinkingLevel: 'MINIMAL' } };
  return {};
}

/** @param onStranger the service does not take the access token */
async function* eventsOf(
  model: GenerativeModel,
  body: Body,
  onStranger: () => void,
): AsyncGenerator<ModelEvent> {
  try {
    const { stream, response } = await model.generateContentStream(body);
    // The library reads everything a second time for this; what fails there fails below as well.
    response.catch(() => undefined);
    for await (const chunk of stream) yield* eventsIn(chunk);
  } catch (error) {
    const failed = callError(error);
    if (failed.status === UNAUTHENTICATED) onStranger();
    throw failed;
  }
}

/** Fields that the API has and the library's types have not. */
interface NewerPart {
  text?: string;
  thought?: boolean;
  functionCall?: { name: string; args?: unknown };
}
interface NewerUsage {
  promptTokenCount?: number;
  candidatesTokenCount?: number;
  thoughtsTokenCount?: number;
}

function* eventsIn({
  candidates,
  promptFeedback,
  usageMetadata,
}: GenerateContentResponse): Generator<ModelEvent> {
  const [candidate] = candidates ?? [];
  for (const part of (candidate?.content.parts ?? []) as NewerPart[]) {
    const { text, thought, functionCall } = part;
    if (functionCall !== undefined)
      yield { kind: 'call', name: functionCall.name, args: functionCall.args ?? {}, part: part as Part };
    else if (text && !thought) yield { kind: 'text', text };
  }
  const usage = usageMetadata as NewerUsage | undefined;
  if (usage?.promptTokenCount !== undefined) {
    const { promptTokenCount: input, candidatesTokenCount = 0, thoughtsTokenCount = 0 } = usage;
    yield { kind: 'usage', input, output: candidatesTokenCount + thoughtsTokenCount };
  }
  if (promptFeedback?.blockReason) yield { kind: 'blocked', reason: promptFeedback.blockReason };
  if (candidate?.finishReason) yield { kind: 'finish', reason: candidate.finishReason };
}

interface ApiError {
  code?: number;
  errorDetails?: { '@type'?: string; retryDelay?: string }[];
}

/** The library tells statuses below 500 by an error within the error, and others by its message alone. */
function callError(error: unknown): ModelCallError {
  if (!(error instanceof Error)) return new ModelCallError(null, null);
  const { code, errorDetails } = (error.cause ?? {}) as ApiError;
  const told = /got status: (\d{3})/.exec(error.message)?.[1];
  const status = typeof code === 'number' && code >= 100 ? code : told === undefined ? null : Number(told);
  const delay = (Array.isArray(errorDetails) ? errorDetails : []).find(
    ({ retryDelay }) => retryDelay,
  )?.retryDelay;
  const seconds = delay === undefined ? Number.NaN : Number.parseFloat(delay);
  const why = [error.name === 'GoogleAuthError' ? 'NO_CREDENTIALS' : null, codeOf(error)]
    .filter((each) => each !== null)
    .join(' ');
  return new ModelCallError(status, Number.isNaN(seconds) ? null : seconds * 1000, why || null);
}

/** What the operating system or the TLS library calls it (ECONNREFUSED), some causes deep. */
function codeOf(error: unknown, depth = 0): string | null {
  if (!(error instanceof Error) || depth > 4) return null;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : codeOf(error.cause, depth + 1);
}
