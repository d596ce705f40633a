import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Lets the upgrades to one path through, as events of what is returned. Any other is taken as the plain request it is
 * as well, as RFC 9110 (7.8) allows: some HTTP clients offer HTTP/2 with every request, and as soon as a server
 * listens for upgrades, Node.js no longer reads what follows the head of such a request.
 */
export function upgradesOf(server: Server, path: string): Server {
  const gate = new EventEmitter();
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] === path && request.headers.upgrade?.toLowerCase() === 'websocket') {
      gate.emit('upgrade', request, socket, head);
      return;
    }
    socket.unshift(Buffer.concat([headOf(request), head]));
    server.emit('connection', socket);
  });
  return gate as Server;
}

/** The request's head again, without the offer to upgrade. Node.js reads heads as latin1. */
function headOf({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (!/^(?:upgrade|connection)$/i.test(rawHeaders[at] ?? ''))
      lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}
