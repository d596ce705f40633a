import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ownCertificate } from './certificate.ts';
import { wrongRequest } from './check.ts';
import { type Fault, MISBEHAVIOURS, type WireFault } from './faults.ts';
import type { GenerateContentRequest, Refusal } from './protocol.ts';
import { type Script, sensible } from './script.ts';
import { eventsOf, stream } from './send.ts';
import { startTokenEndpoint, type TokenEndpoint } from './tokens.ts';

export interface VertexCall {
  location: string;
  model: string;
  request: GenerateContentRequest;
}

export interface VertexDouble {
  /** `host:port`, in place of `{location}-aiplatform.googleapis.com`. */
  endpoint: string;
  /** Its certificate (PEM), to be trusted, and the same as a file. */
  ca: string;
  caFile: string;
  tokens: TokenEndpoint;
  /** What happens to every call until it is taken away; `next` to the calls that come, one each. */
  fault: Fault | null;
  next: Fault[];
  /** Faults of one model or location alone. */
  faultOf: ((call: VertexCall) => Fault | null) | null;
  /** Every answer waits for it. */
  gate: Promise<unknown> | null;
  /** What the model answers where nothing is wrong. */
  script: Script;
  /** Those that were good enough to be answered. */
  calls: VertexCall[];
  /** Every refusal, also of what came without a token. */
  refusals: Refusal[];
  close(): Promise<void>;
}

export interface VertexDoubleOptions {
  project?: string;
  /** Models there are. */
  models?: readonly string[];
  /** Input tokens one request may have. */
  mostTokens?: number;
}

const PATH =
  /^\/v1\/projects\/([^/]+)\/locations\/([a-z0-9-]+)\/publishers\/google\/models\/([\w.-]+):(generateContent|streamGenerateContent)$/;
const MODELS = ['gemini-3.5-flash-lite', 'gemini-3.1-flash-lite', 'gemini-2.5-flash'];
const STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

/**
 * A strict double of Vertex AI's generateContent and streamGenerateContent on the loopback, with the token endpoint that
 * Google's library asks. It refuses what Google refuses, and goes wrong in the ways a test asks for.
 */
export async function startVertexDouble(options: VertexDoubleOptions = {}): Promise<VertexDouble> {
  const { project = 'shop-project', models = MODELS, mostTokens = 1_048_576 } = options;
  const [certificate, tokens] = await Promise.all([ownCertificate(), startTokenEndpoint()]);
  const server = createServer(certificate, (request, response) => {
    void answer(request, response).catch((error: Error) => {
      if (!response.headersSent) refuse(response, { code: 500, status: 'INTERNAL', message: error.message });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://double');
    const [, of, location = '', model = '', method] = PATH.exec(pathname) ?? [];
    if (request.method !== 'POST' || of === undefined) {
      const page = 'The requested URL was not found on this server.';
      return refuse(response, { code: 404, status: 'NOT_FOUND', message: page });
    }
    if (request.headers.authorization !== `Bearer ${tokens.token()}`)
      return refuse(response, {
        code: 401,
        status: 'UNAUTHENTICATED',
        message: 'Request had invalid authentication credentials. Expected OAuth 2 access token.',
      });
    if (of !== project)
      return refuse(response, {
        code: 403,
        status: 'PERMISSION_DENIED',
        message: `Permission 'aiplatform.endpoints.predict' denied on resource '${pathname}' (or it may not exist).`,
      });
    if (!models.includes(model))
      return refuse(response, {
        code: 404,
        status: 'NOT_FOUND',
        message: `Publisher Model \`${model}\` was not found or your project does not have access to it.`,
      });
    const body = parsed(Buffer.concat(chunks).toString());
    const wrong = wrongRequest(body, model, mostTokens);
    if (wrong !== null) return refuse(response, wrong);
    const call = { location, model, request: body as GenerateContentRequest };
    double.calls.push(call);
    await play(response, call, method === 'streamGenerateContent' && searchParams.get('alt') === 'sse');
  }

  async function play(response: ServerResponse, call: VertexCall, isSse: boolean): Promise<void> {
    await double.gate;
    const fault = double.next.shift() ?? double.faultOf?.(call) ?? double.fault ?? undefined;
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'reset') return void response.destroy();
    if (fault?.kind === 'status') return refuse(response, refusalOf(fault), fault.retry_after);
    if (fault?.kind === 'error_page')
      return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    const isMisbehaving = fault !== undefined && Object.hasOwn(MISBEHAVIOURS, fault.kind);
    const script: Script = isMisbehaving
      ? MISBEHAVIOURS[fault.kind as keyof typeof MISBEHAVIOURS]
      : double.script;
    const wire = isMisbehaving ? undefined : (fault as WireFault | undefined);
    const events = eventsOf({ ...call, parts: script(call.request), fault: wire });
    if (isSse) return stream(response, events, wire);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(events));
  }

  function refuse(response: ServerResponse, refusal: Refusal, retryAfter?: number): void {
    double.refusals.push(refusal);
    const headers = {
      'content-type': 'application/json; charset=UTF-8',
      ...(retryAfter === undefined ? {} : { 'retry-after': `${retryAfter}` }),
    };
    response.writeHead(refusal.code, headers).end(JSON.stringify({ error: refusal }));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const double: VertexDouble = {
    endpoint: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    ca: certificate.cert,
    caFile: certificate.file,
    tokens,
    fault: null,
    next: [],
    faultOf: null,
    gate: null,
    script: sensible,
    calls: [],
    refusals: [],
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, tokens.close(), certificate.remove()]);
    },
  };
  return double;
}

function refusalOf({ status, retry_after }: { status: number; retry_after?: number }): Refusal {
  const details =
    retry_after === undefined
      ? {}
      : { details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retry_after}s` }] };
  const message = status === 429 ? 'Resource exhausted. Please try again later.' : 'Set to fail.';
  return { code: status, status: STATUS[status] ?? 'UNKNOWN', message, ...details };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
