import { hash } from 'node:crypto';

/** Half of a SHA-256: what tells two bodies apart where a platform gives events no name of their own. */
export function bodyKey(body: Buffer): string {
  return hash('sha256', body, 'hex').slice(0, 32);
}
