/**
 * Uses the app and attacks from its page where packets are counted; started by test/soak/network. Fails where one leaves,
 * where a port of the machine itself or another program is reached, or where it would not have seen it.
 */
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { Studio } from '../fixtures/studio.ts';
import { attacks, type Target } from './attacks.ts';
import { withBareWindow } from './bare-window.ts';
import { use } from './use.ts';
import { listenLocally, offerProxy, packetsOut, watchOpeners } from './watch.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, seconds: { type: 'string' }, folder: { type: 'string' } },
});
const { seed = '1', seconds = '60', folder = '.' } = values;
const attackLimitMs = 10_000;
const waitMs = 500;
/** As long as a look-up or a connection is tried again. */
const settleMs = 6000;
const stillMs = 2000;
/** A limit, no promise: other tests share the machine. */
const seenWithinMs = 120_000;

/** Those that reach out of a bare window: if they do not, nothing is proved. */
const telling = ['look-up ahead', 'fetch', 'WebRTC'];

const failures: string[] = [];
const fail = (text: string) => failures.push(text);

const opened = watchOpeners(folder);
const local = await listenLocally();

await expectSeen('a packet sent on purpose', async () => {
  const socket = createSocket('udp4');
  await new Promise((done) => socket.send('x', 9, '198.51.100.1', done));
  socket.close();
});
await withBareWindow(folder, async (page) => {
  for (const name of telling) await expectSeen(name, () => attackOnce(page, name));
});
await untilStill();
offerProxy();
local.heard.length = 0;

const before = packetsOut();
const studio = await Studio.open(join(folder, 'user-data'));
await expectSilence('its use', () => use(studio, Number(seconds)));
const names = inOrder(Object.keys(attacks));
for (const name of names) await expectSilence(name, () => attackOnce(studio.page, name));
await expectSilence('what is tried again', () => setTimeout(settleMs));
await expectSilence('the end of the app', () => studio.close());
const left = packetsOut() - before;
for (const port of new Set(local.heard)) fail(`${port} of the machine itself was reached.`);
for (const call of opened()) fail(`Another program was started: ${call}.`);
local.close();

console.log(`${left} packets left the machine in ${seconds} s of use and ${names.length} attacks.`);
if (left > 0) fail('The machine was left.');
for (const failure of failures) console.log(failure);
process.exitCode = failures.length === 0 ? 0 : 1;

async function expectSeen(name: string, act: () => Promise<unknown>): Promise<void> {
  const sofar = packetsOut();
  await act();
  for (let waitedMs = 0; packetsOut() === sofar && waitedMs < seenWithinMs; waitedMs += waitMs)
    await setTimeout(waitMs);
  if (packetsOut() === sofar) fail(`${name}: was not seen to leave the machine, so this proves nothing.`);
}

async function expectSilence(name: string, act: () => Promise<unknown>): Promise<void> {
  const sofar = packetsOut();
  await act();
  const packets = packetsOut() - sofar;
  if (packets > 0) fail(`${name}: ${packets} packets left the machine.`);
}

/** The system itself has last words for sockets that are gone. */
async function untilStill(): Promise<void> {
  for (let last = -1; last !== packetsOut(); await setTimeout(stillMs)) last = packetsOut();
}

async function attackOnce(page: Page, name: string): Promise<void> {
  const attack = attacks[name];
  if (attack === undefined) throw new Error(`There is no attack ${name}.`);
  // A try that is refused, or never answered, is as good as one that comes to nothing.
  await Promise.race([page.evaluate(attack, target(name)).catch(() => {}), setTimeout(attackLimitMs)]);
  await setTimeout(waitMs);
}

/** Another name each time: what was looked up once would not be again. */
function target(attack: string): Target {
  const label = createHash('sha256').update(`${seed} ${attack}`).digest('hex').slice(0, 16);
  return { name: `${label}.example.com`, ipv4: '198.51.100.7', ipv6: '[2001:db8::99]', local: '127.0.0.1' };
}

function inOrder(all: string[]): string[] {
  const key = (name: string) => createHash('sha256').update(`${seed} ${name}`).digest('hex');
  return all.toSorted((a, b) => key(a).localeCompare(key(b)));
}
