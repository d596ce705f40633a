import { type DestinationStream, type Logger, pino } from 'pino';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Never in a log, wherever they turn up: keys, tokens, photos, points and measurements of faces. */
export const REDACTED = [
  'authorization',
  'token',
  'key',
  'api_key',
  'secret',
  'mongodb_uri',
  'redis_url',
  'image',
  'landmarks',
  'measurements',
  'face_shape',
  'frame_size',
  'credentials',
  'secrets',
  'body',
];
const paths = REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]).concat(
  'req.headers["x-api-key"]',
  'req.headers.authorization',
  'err.body',
);

/** The process's logger: one JSON line an event, to standard output unless told otherwise. */
export function logger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = { level, base: { service: 'varai' }, redact: { paths, censor: '[redacted]' } };
  return destination
    ? pino(options, destination)
    : pino(options, pino.destination({ sync: false, minLength: 0 }));
}
