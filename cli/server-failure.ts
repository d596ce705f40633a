import type { Config } from '../server/config.ts';
import { EXIT, Failure } from './failure.ts';

const UNUSABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']);

/** Why a server did not start, in words with a next step; anything unknown stays as it is. */
export function serverFailure(error: Error & { code?: string }, { host, port, data_dir }: Config): Error {
  if (error.name === 'KeyServiceError') {
    return new Failure(
      `${error.message}.`,
      'See VARAI_KMS_KEY in the settings, and what the server may do with that key.',
      EXIT.unreachable,
    );
  }
  if (error.code === 'STORE_UNAVAILABLE') {
    return new Failure(
      'MongoDB does not answer.',
      'Check MONGODB_URI, and that the server runs and lets this machine in.',
      EXIT.unreachable,
    );
  }
  if (error.name.startsWith('Mongo')) {
    return new Failure(
      `MongoDB refuses: ${error.message.split('\n')[0]}`,
      'Check MONGODB_URI, and what its user may do.',
      EXIT.unreachable,
    );
  }
  if (error.name === 'InsecureError') {
    return new Failure(
      error.message,
      'Set VARAI_TLS_CERT and VARAI_TLS_KEY, or VARAI_TRUSTED_PROXIES to the proxy that speaks TLS; --insecure-http only where nobody listens.',
      EXIT.usage,
    );
  }
  if (error.name === 'ModelError') return new Failure(error.message, 'varai models build', EXIT.broken);
  if (error.code === 'EADDRINUSE') {
    return new Failure(
      `Port ${port} on ${host} is taken.`,
      'Stop what uses it, or choose another: --port 0 takes a free one.',
      EXIT.failure,
    );
  }
  if (UNUSABLE.has(error.code ?? '')) {
    return new Failure(
      `${data_dir} can't be written, or port ${port} not opened.`,
      'Check who owns the folder, or choose another: --data-dir.',
      EXIT.failure,
    );
  }
  return error;
}
