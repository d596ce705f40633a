import type { Documents, Keyring } from '../data/index.ts';
import { type CredentialDoc, type Credentials, openCredentials } from './credentials.ts';
import type { Grants } from './grants.ts';
import { credentialView } from './keys.ts';
import { type Known, knownOf } from './known.ts';
import { sameSecret } from './same-secret.ts';
import type { OAuthClient } from './schema.ts';
import type { Usage } from './usage.ts';

/** OAuth clients: programs that ask for access tokens in their own name. */
export interface Clients {
  readonly credentials: Credentials;
  viewOf(doc: CredentialDoc): OAuthClient;
  /** The client when it stands and this is its secret, or one before it that is still good. */
  recognise(client_id: string, secret: string): Promise<Known | null>;
  /** The client as it stands in the store now. */
  known(client_id: string): Promise<Known | null>;
}

export async function openClients(deps: {
  documents: Documents;
  keyring: Keyring;
  grants: Grants;
  usage: Usage;
  requests_per_minute: number;
  now(): number;
  onChange(): Promise<void>;
}): Promise<Clients> {
  const { grants, usage, requests_per_minute, now } = deps;
  const kept = deps.documents.collection<CredentialDoc>('oauth_clients');
  const credentials = await openCredentials({ ...deps, kept, idPrefix: 'client', purpose: 'client-secret' });

  async function standing(doc: CredentialDoc): Promise<Known> {
    const use = usage.of({ id: doc._id, store_id: doc.store_id, kept });
    return knownOf(doc, { grants: await grants.of(doc._id), use, requests_per_minute, now: now() });
  }

  return {
    credentials,
    viewOf: (doc) => ({ client_id: doc._id, ...credentialView(doc, requests_per_minute, now()) }),
    async recognise(client_id, secret) {
      const doc = await kept.findOne({ _id: client_id });
      const digest = credentials.digestOf(secret);
      const good = [
        doc?.digest ?? '',
        ...(doc?.previous ?? []).filter(({ until }) => until > now()).map((each) => each.digest),
      ];
      const isRight = good.map((each) => sameSecret(each, digest)).includes(true);
      if (doc === null || !isRight) return null;
      const known = await standing(doc);
      return known.state === 'active' ? known : null;
    },
    async known(client_id) {
      const doc = await kept.findOne({ _id: client_id });
      return doc === null ? null : standing(doc);
    },
  };
}
