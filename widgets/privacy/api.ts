/** What the page asks of its own server. */

export interface Mine {
  session_id: string;
  expires_at: number;
  held: { name: string; description: string; retention: string; count: number }[];
  consents: Record<string, { granted: boolean; at: number }>;
  history: { purpose: string; granted: boolean; at: number; how: 'ui' | 'api' | 'gpc' }[];
  opted_out: boolean;
}

export interface Notice {
  holdings: { name: string; description: string; retention: string }[];
  consent: { purposes: string[] };
}

/** The server answered, and said no. */
export class Refused extends Error {
  constructor(readonly status: number) {
    super(`answered ${status}`);
  }
}

/** @throws Refused, or TypeError when there is no answer */
export async function ask(path: string, token: string | null, body?: object): Promise<Response> {
  const response = await fetch(`/privacy/v1/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(token !== null && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    cache: 'no-store',
    credentials: 'omit',
  });
  if (!response.ok) throw new Refused(response.status);
  return response;
}

/** Hands a document to the browser to be saved. */
export async function save(path: string, token: string, name: string): Promise<void> {
  const url = URL.createObjectURL(await (await ask(path, token)).blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
