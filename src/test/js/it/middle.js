import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';

/** Something between a client and the server that lets through what it is told to. */
export class Middle {
  upgrades = true;
  streams = true;
  #server;
  #target;
  #sockets = new Set();

  /** @param {URL} target */
  constructor(target) {
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => this.#pass(incoming, outgoing));
    this.#server.on('connection', (socket) => this.#keep(socket));
    this.#server.on('upgrade', (incoming, socket, head) => this.#upgrade(incoming, socket, head));
  }

  /** @returns {Promise<string>} where it is */
  async open() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Breaks whatever is open. */
  cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  close() {
    this.#server.close();
    this.cut();
  }

  #keep(socket) {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  #pass(incoming, outgoing) {
    const { hostname, port } = this.#target;
    const { url: path, method, headers } = incoming;
    const onward = request({ hostname, port, path, method, headers }, (answer) => {
      const holdsBack = !this.streams && /event-stream/.test(answer.headers['content-type'] ?? '');
      if (holdsBack) return answer.resume(); // as one that waits for the end before it passes anything on
      outgoing.writeHead(answer.statusCode, answer.headers);
      return answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }

  #upgrade(incoming, socket, head) {
    if (!this.upgrades) return socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    const onward = connect(Number(this.#target.port), this.#target.hostname);
    this.#keep(onward);
    const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
    for (let i = 0; i < incoming.rawHeaders.length; i += 2) lines.push(incoming.rawHeaders.slice(i, i + 2).join(': '));
    onward.write(`${lines.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    return onward.pipe(socket).pipe(onward);
  }
}
