/**
 * The part of the REST API that a chat uses, as its reference states it:
 * https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.publishers.models/streamGenerateContent
 */
export interface FunctionCall {
  name: string;
  args?: Record<string, unknown>;
}

export interface Part {
  text?: string;
  thought?: boolean;
  thoughtSignature?: string;
  functionCall?: FunctionCall;
  functionResponse?: { name: string; response: Record<string, unknown> };
}

export interface Content {
  role: string;
  parts: Part[];
}

export interface Schema {
  type?: string;
  description?: string;
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

export interface FunctionDeclaration {
  name: string;
  description?: string;
  parameters?: Schema;
}

export interface GenerateContentRequest {
  contents: Content[];
  systemInstruction?: { role?: string; parts: Part[] };
  tools?: { functionDeclarations?: FunctionDeclaration[] }[];
  toolConfig?: { functionCallingConfig?: { mode?: string; allowedFunctionNames?: string[] } };
  generationConfig?: Record<string, unknown>;
  safetySettings?: { category?: string; threshold?: string }[];
  labels?: Record<string, string>;
}

/** A refusal, as Google's services word them: https://cloud.google.com/apis/design/errors */
export interface Refusal {
  code: number;
  status: string;
  message: string;
  details?: Record<string, unknown>[];
}

/** Four characters are about one token: https://ai.google.dev/gemini-api/docs/tokens */
export function tokensOf(value: unknown): number {
  return Math.ceil(JSON.stringify(value ?? '').length / 4);
}

/** What the shopper wrote last: the last text of the last turn of theirs that is no function response. */
export function lastWords(contents: readonly Content[]): string {
  for (const { role, parts } of [...contents].reverse()) {
    const text = parts.at(-1)?.text ?? '';
    if (role === 'user' && text !== '') return text;
  }
  return '';
}
