import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedDocuments } from './documents.embedded.ts';
import { queueContract } from './queue.contract.ts';
import { openDocumentQueue } from './queue.documents.ts';

queueContract('embedded', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'varai-queue-'));
  let clock = 1_700_000_000_000;
  const now = () => clock;
  const documents = await openEmbeddedDocuments({ directory, now });
  return {
    open: (subscriptions) =>
      openDocumentQueue({ documents, name: 'events', subscriptions, now, random: () => 0.5 }),
    now,
    advance: (ms) => {
      clock += ms;
    },
    teardown: async () => {
      await documents.close();
      await rm(directory, { recursive: true });
    },
  };
});
