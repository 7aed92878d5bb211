/** How a place is spoilt for a command, and what its message must then speak of. */
export type Fault = {
  name: string;
  /** Shell commands in a mount namespace of their own, before the command; `$OUT`, `$TMP`, `$LOG` are its folders. */
  setup: string;
  /** Comes before the command on its line; a trace in `$HOME_/trace` tells whether it took effect. */
  wrapper?: string;
  /** What the message is to name where the command fails. */
  says: RegExp;
};

export type Random = () => number;

const places = ['OUT', 'TMP', 'LOG'] as const;

function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** Errors that strace puts into a system call, with the words that tell of them. */
const injected: readonly [string, RegExp][] = [
  ['ENOSPC', /disk is full/],
  ['EDQUOT', /quota/],
  ['EIO', /disk reports an error|cannot be read/],
  ['EFBIG', /grew past the size/],
  ['EROFS', /read-only/],
];

function injection(random: Random): Fault {
  const [error, says] = injected[between(random, 0, injected.length - 1)] ?? ['EIO', /error/];
  // Not `write`: Node.js wakes its own threads with it, and ends where that fails.
  const call = ['pwrite64', 'fsync', 'rename', 'mkdir'][between(random, 0, 3)];
  // Few: each thread counts for itself, and one that never comes so far is never refused.
  const when = between(random, 1, 3);
  return {
    name: `${error} at ${call} ${when}`,
    setup: '',
    wrapper: `strace -f -qq -o "$HOME_/trace" -e trace=${call} -e inject=${call}:error=${error}:when=${when}+`,
    says,
  };
}

/** A fault of any kind, by chance. */
export function anyFault(random: Random): Fault {
  const place = places[between(random, 0, places.length - 1)];
  const mount = (options: string) => `mount -t tmpfs -o ${options} none "$${place}"`;
  const kinds: (() => Fault)[] = [
    () => {
      const kilobytes = between(random, 4, 3000);
      return { name: `${place} of ${kilobytes}k`, setup: mount(`size=${kilobytes}k`), says: /disk is full/ };
    },
    () => {
      const inodes = between(random, 2, 12);
      return {
        name: `${place} of ${inodes} inodes`,
        setup: mount(`size=100m,nr_inodes=${inodes}`),
        says: /disk is full|no more files/,
      };
    },
    () => ({ name: `${place} read-only`, setup: mount('ro'), says: /read-only/ }),
    () => {
      const blocks = between(random, 1, 3000);
      return { name: `ulimit -f ${blocks}`, setup: `ulimit -f ${blocks}`, says: /ulimit -f/ };
    },
    () => {
      const files = between(random, 24, 60);
      return { name: `ulimit -n ${files}`, setup: `ulimit -n ${files}`, says: /ulimit -n|too many/i };
    },
    () => {
      const seconds = between(random, 1, 20) / 10;
      return {
        name: `${place} removed after ${seconds} s`,
        setup: `(sleep ${seconds}; rm -rf "$${place}"/* "$${place}"/.event*) &`,
        says: /removed|gone|no such/i,
      };
    },
    () => injection(random),
    () => injection(random),
    () => injection(random),
  ];
  const kind = kinds[between(random, 0, kinds.length - 1)];
  if (kind === undefined) throw new Error('there is no such kind of fault');
  return kind();
}
