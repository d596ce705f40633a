import type { Client } from './client.ts';

interface Visit {
  session_id: string;
  token: string;
}

/**
 * Opens a session and hands on its id, and a client that shows its token as a page does, so that a publishable key is
 * enough; whatever happens, everything held about the session is deleted afterwards.
 */
export async function withVisit<T>(
  client: Client,
  use: (client: Client, session_id: string) => Promise<T>,
): Promise<T> {
  const { session_id, token } = await client.call<Visit>({ method: 'POST', path: '/v1/sessions' });
  const visiting = showing(client, { authorization: `Bearer ${token}` });
  const leave = () => visiting.call({ method: 'DELETE', path: `/v1/sessions/${session_id}` });
  let result: T;
  try {
    result = await use(visiting, session_id);
  } catch (error) {
    // What went wrong first is what people must hear of.
    await leave().catch(() => undefined);
    throw error;
  }
  await leave();
  return result;
}

function showing(client: Client, headers: Readonly<Record<string, string>>): Client {
  const { stream } = client;
  return {
    ...client,
    call: (call) => client.call({ ...call, headers: { ...headers, ...call.headers } }),
    ...(stream && { stream: (path, options) => stream(path, { ...options, headers }) }),
  };
}
