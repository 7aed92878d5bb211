import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/**
 * Which process something belongs to. A process id alone says little: ids are given out again, and a container counts its
 * own. What a system does not tell is null, or not there in what an earlier version wrote.
 */
export const processIdentitySchema = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  /** Of this start of the machine. */
  boot_id: z.string().nullish(),
  /** In which `pid` counts. */
  pid_namespace: z.string().nullish(),
  /** In clock ticks since the machine started. */
  start_time: z.string().nullish(),
});
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

// A /proc of another namespace of process ids, mounted here, tells of other processes under the same ids.
const hasProc = attempt(() => readlinkSync('/proc/self')) === String(process.pid);

const own: Required<ProcessIdentity> = {
  pid: process.pid,
  host: hostname(),
  boot_id: attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
  pid_namespace: attempt(() => readlinkSync('/proc/self/ns/pid')),
  start_time: statusOf(process.pid)?.startTime ?? null,
};

/** This process. */
export function ownIdentity(): Required<ProcessIdentity> {
  return { ...own };
}

/**
 * Whether a process still runs; `unknown` where that cannot be seen from here, or the id may be another's by now. Only a
 * start of the machine tells one from another: two that share a disk may have one name.
 */
export function judgeProcess(identity: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  const { pid, boot_id, pid_namespace, start_time } = identity;
  const isSameMachine = boot_id && boot_id === own.boot_id;
  const isSameNamespace = !pid_namespace || !own.pid_namespace || pid_namespace === own.pid_namespace;
  if (!isSameMachine || !isSameNamespace) return 'unknown';
  if (!isTaken(pid)) return 'dead';
  const status = statusOf(pid);
  // A killed process that nobody has waited for yet still has its id.
  if (status !== null && /[ZXx]/.test(status.state)) return 'dead';
  if (status === null || !start_time || !pid_namespace) return 'unknown';
  return status.startTime === start_time ? 'alive' : 'dead';
}

/** This process as a part of a file name: which machine and namespace, which id, since when. */
export const processTag = `${tagOfPlace()}-${own.pid}-${own.start_time ?? 0}`;
export const processTagPattern = /[0-9a-f]{12}-\d+-\d+/;

/** The same of a process that has left its tag somewhere. */
export function judgeTag(tag: string): 'alive' | 'dead' | 'unknown' {
  const [place, pid, startTime] = tag.split('-');
  if (place !== tagOfPlace() || pid === undefined) return 'unknown';
  return judgeProcess({ ...own, pid: Number(pid), start_time: startTime === '0' ? null : startTime });
}

function tagOfPlace(): string {
  const place = [own.boot_id ?? own.host, own.pid_namespace ?? ''].join(' ');
  return createHash('sha256').update(place).digest('hex').slice(0, 12);
}

function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** State and start of a process (proc(5)); null where the system does not tell. Its name may hold spaces and brackets. */
function statusOf(pid: number): { state: string; startTime: string } | null {
  if (!hasProc) return null;
  const text = attempt(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  const [state, ...fields] = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  // Field 22 of the line, of which the state is the third.
  const startTime = fields[18];
  return state === undefined || startTime === undefined ? null : { state, startTime };
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
