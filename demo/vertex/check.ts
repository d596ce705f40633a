import { wrongDeclarations } from './check-schema.ts';
import type { Content, GenerateContentRequest, Part, Refusal } from './protocol.ts';
import { tokensOf } from './protocol.ts';

const fields = (names: string) => new Set(names.split(' '));
const TOP = fields(
  'contents systemInstruction tools toolConfig generationConfig safetySettings labels cachedContent',
);
const CONFIG = fields(
  'temperature topP topK candidateCount maxOutputTokens stopSequences presencePenalty frequencyPenalty seed ' +
    'responseMimeType responseSchema audioTimestamp thinkingConfig',
);
const PART = fields('text thought thoughtSignature functionCall functionResponse');
const HARMS = fields(
  'HARM_CATEGORY_HATE_SPEECH HARM_CATEGORY_DANGEROUS_CONTENT HARM_CATEGORY_HARASSMENT HARM_CATEGORY_SEXUALLY_EXPLICIT',
);
const THRESHOLDS = fields('BLOCK_LOW_AND_ABOVE BLOCK_MEDIUM_AND_ABOVE BLOCK_ONLY_HIGH BLOCK_NONE OFF');

const invalid = (message: string): Refusal => ({ code: 400, status: 'INVALID_ARGUMENT', message });

/** Refuses what Vertex AI refuses of a body for `model`; null when it would answer. */
export function wrongRequest(body: unknown, model: string, mostTokens: number): Refusal | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return invalid('Invalid JSON payload received.');
  const unknown = Object.keys(body).find((key) => !TOP.has(key));
  if (unknown !== undefined)
    return invalid(`Invalid JSON payload received. Unknown name "${unknown}": Cannot find field.`);
  const request = body as GenerateContentRequest;
  const wrong =
    wrongContents(request.contents) ??
    wrongSystem(request) ??
    wrongTools(request) ??
    wrongCalls(request.contents, model) ??
    wrongConfig(request.generationConfig ?? {}, model) ??
    wrongSafety(request);
  if (wrong !== null) return invalid(wrong);
  const tokens = tokensOf(body);
  if (tokens > mostTokens)
    return invalid(
      `The input token count (${tokens}) exceeds the maximum number of tokens allowed (${mostTokens}).`,
    );
  return null;
}

function wrongContents(contents: unknown): string | null {
  if (!Array.isArray(contents) || contents.length === 0) return 'at least one contents field is required';
  let before = 'model';
  for (const { role, parts } of contents as Content[]) {
    if (role !== 'user' && role !== 'model') return 'Please use a valid role: user, model.';
    if (role === before) return 'Please ensure that multiturn requests alternate between user and model.';
    before = role;
    if (!Array.isArray(parts) || parts.length === 0)
      return 'Unable to submit request because it must include at least one parts field.';
    for (const part of parts) {
      const wrong = wrongPart(part, role);
      if (wrong !== null) return wrong;
    }
  }
  return before === 'user' ? null : 'Please ensure that multiturn requests end with a user role.';
}

function wrongPart(part: Part, role: string): string | null {
  const unknown = Object.keys(part).find((key) => !PART.has(key));
  if (unknown !== undefined)
    return `Invalid JSON payload received. Unknown name "${unknown}" at 'contents[0].parts[0]': Cannot find field.`;
  const { text, functionCall, functionResponse } = part;
  const given = [text, functionCall, functionResponse].filter((value) => value !== undefined);
  if (given.length !== 1 || text === '')
    return "contents.parts must have exactly one initialized field: oneof field 'data'.";
  if (functionCall !== undefined && (role !== 'model' || typeof functionCall.name !== 'string'))
    return 'Please ensure that function call turn comes from the model.';
  if (functionResponse === undefined) return null;
  const { name, response } = functionResponse;
  if (role !== 'user' || typeof name !== 'string' || typeof response !== 'object' || Array.isArray(response))
    return 'Invalid value at function_response.response (type.googleapis.com/google.protobuf.Struct)';
  return null;
}

/** Each function that the model called is answered in the next turn, by name and in any order; nothing else is. */
function wrongCalls(contents: readonly Content[], model: string): string | null {
  let called: string[] = [];
  for (const { parts } of contents) {
    const answered = parts.flatMap((part) => part.functionResponse?.name ?? []);
    if (answered.length !== called.length)
      return 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.';
    if ([...answered].sort().join() !== [...called].sort().join())
      return 'Please ensure that function response turn comes immediately after a function call turn.';
    const calls = parts.filter((part) => part.functionCall !== undefined);
    called = calls.flatMap((part) => part.functionCall?.name ?? []);
    // https://ai.google.dev/gemini-api/docs/thought-signatures
    if (model.startsWith('gemini-3') && calls.length > 0 && calls[0]?.thoughtSignature !== SIGNATURE)
      return `Function call is missing a thought_signature in functionCall parts: ${called[0]}`;
  }
  return null;
}

/** What this model signs its function calls with. */
export const SIGNATURE = 'c2lnbmVkIGJ5IHRoZSBkb3VibGU=';

function wrongSystem({ systemInstruction }: GenerateContentRequest): string | null {
  if (systemInstruction === undefined) return null;
  const texts = systemInstruction.parts?.map((part) => part.text);
  return texts?.length > 0 && texts.every((text) => typeof text === 'string' && text !== '')
    ? null
    : 'system_instruction must have text parts';
}

function wrongTools({ tools, toolConfig }: GenerateContentRequest): string | null {
  const { mode = 'AUTO', allowedFunctionNames } = toolConfig?.functionCallingConfig ?? {};
  if (!['AUTO', 'ANY', 'NONE'].includes(mode)) return `Invalid value at 'tool_config': "${mode}"`;
  if (allowedFunctionNames !== undefined && mode !== 'ANY')
    return 'allowed_function_names should only be set when the function calling mode is ANY.';
  if (tools === undefined)
    return mode === 'AUTO' ? null : 'Function calling config is set without function_declarations.';
  if (tools.length !== 1) return 'Multiple tools are supported only when they are all search tools.';
  return wrongDeclarations(tools[0]?.functionDeclarations);
}

function wrongConfig(config: Record<string, unknown>, model: string): string | null {
  const unknown = Object.keys(config).find((key) => !CONFIG.has(key));
  if (unknown !== undefined)
    return `Invalid JSON payload received. Unknown name "${unknown}" at 'generation_config': Cannot find field.`;
  const { maxOutputTokens = 1, temperature = 1, thinkingConfig } = config as Record<string, number>;
  if (!Number.isInteger(maxOutputTokens) || maxOutputTokens < 1 || maxOutputTokens > 65_536)
    return 'max_output_tokens must be positive and less than 65537.';
  if (!(temperature >= 0 && temperature <= 2)) return 'temperature must be in the range [0.0, 2.0].';
  const { thinkingBudget, thinkingLevel } = (thinkingConfig ?? {}) as Record<string, unknown>;
  // https://cloud.google.com/vertex-ai/generative-ai/docs/thinking
  if (thinkingLevel !== undefined && !model.startsWith('gemini-3'))
    return 'thinking_level is not supported by this model.';
  if (thinkingBudget === 0 && model.includes('-pro'))
    return 'Budget 0 is invalid. This model only works in thinking mode.';
  return null;
}

function wrongSafety({ safetySettings = [] }: GenerateContentRequest): string | null {
  const seen = new Set<string | undefined>();
  for (const { category, threshold } of safetySettings) {
    if (!HARMS.has(category ?? '') || !THRESHOLDS.has(threshold ?? ''))
      return `Invalid value at 'safety_settings': ${category} ${threshold}`;
    if (seen.has(category)) return `Duplicate safety setting: ${category}`;
    seen.add(category);
  }
  return null;
}
