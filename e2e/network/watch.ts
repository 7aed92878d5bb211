import { createSocket } from 'node:dgram';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

/** How many packets have left by the way out that test/soak/network opens. */
export function packetsOut(): number {
  const [, counters] = /^\s*out0:(.*)$/m.exec(readFileSync('/proc/net/dev', 'utf8')) ?? [];
  // Received and sent, eight figures each: the second of each counts packets.
  const packets = counters?.trim().split(/\s+/)[9];
  if (packets === undefined) throw new Error('There is no way out to watch: test/soak/network.ts opens one.');
  return Number(packets);
}

/** The ports at which something on the machine itself could pass data on: of the web, of proxies, of peers. */
const tcpPorts = [80, 443, 3478, 4433, 5000, proxyPort()];
const udpPorts = [443, 3478, 4433, 5000, 5353];

/** Listens on the machine itself. @returns what was heard since, and the end of it */
export async function listenLocally(): Promise<{ heard: string[]; close: () => void }> {
  const heard: string[] = [];
  const servers = tcpPorts.map((port) =>
    createServer((socket) => {
      heard.push(`TCP port ${port}`);
      socket.destroy();
    }).listen(port, '::'),
  );
  const sockets = udpPorts.map((port) => {
    const socket = createSocket({ type: 'udp6', reuseAddr: true });
    socket.on('message', () => heard.push(`UDP port ${port}`)).bind(port);
    return socket;
  });
  await Promise.all(
    [...servers, ...sockets].map((one) => new Promise((done) => one.once('listening', done))),
  );
  return { heard, close: () => [...servers, ...sockets].forEach((one) => void one.close()) };
}

/** Has the environment name a proxy, as that of a company would. */
export function offerProxy(): void {
  for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'])
    process.env[name] = `http://127.0.0.1:${proxyPort()}`;
}

/** Puts itself in the place of the programs that open addresses. @returns what they were asked to open */
export function watchOpeners(folder: string): () => string[] {
  const [programs, log] = [join(folder, 'programs'), join(folder, 'opened')];
  mkdirSync(programs);
  for (const name of [
    'xdg-open',
    'gio',
    'gvfs-open',
    'kde-open',
    'exo-open',
    'xdg-email',
    'sensible-browser',
  ])
    writeFileSync(join(programs, name), `#!/bin/sh\necho "${name} $*" >>'${log}'\n`, { mode: 0o755 });
  process.env['PATH'] = `${programs}${delimiter}${process.env['PATH'] ?? ''}`;
  return () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);
}

function proxyPort(): number {
  return 3128;
}
