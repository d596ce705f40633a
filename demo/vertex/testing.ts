import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { startVertexDouble, type VertexDouble, type VertexDoubleOptions } from './double.ts';
import { SUBJECT_TOKEN } from './tokens.ts';

/** A double that this process trusts, and whose token endpoint is where the default credentials point, until closed. */
export async function startTrustedDouble(options: VertexDoubleOptions = {}): Promise<VertexDouble> {
  const double = await startVertexDouble(options);
  const before = { dispatcher: getGlobalDispatcher(), file: process.env.GOOGLE_APPLICATION_CREDENTIALS };
  const folder = await mkdtemp(join(tmpdir(), 'varai-credentials-'));
  const [subject, credentials] = [join(folder, 'subject'), join(folder, 'credentials.json')];
  await writeFile(subject, SUBJECT_TOKEN);
  await writeFile(credentials, JSON.stringify(double.tokens.credentials(subject)));
  process.env.GOOGLE_APPLICATION_CREDENTIALS = credentials;
  const agent = new Agent({ connect: { ca: double.ca } });
  setGlobalDispatcher(agent);
  return Object.assign(double, {
    close: closing(double.close, async () => {
      setGlobalDispatcher(before.dispatcher);
      if (before.file === undefined) delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
      else process.env.GOOGLE_APPLICATION_CREDENTIALS = before.file;
      await agent.destroy();
      await rm(folder, { recursive: true, force: true });
    }),
  });
}

const closing = (close: () => Promise<void>, also: () => Promise<void>) => async () => {
  await also();
  await close();
};
