import { rmSync } from 'node:fs';
import { anyFault } from './faults.ts';
import { prepareGround, type Trial, tryFault } from './try-fault.ts';

const commands = ['run', 'run', 'check', 'generate'] as const;

/** Tries so many faults, the same for the same seed; hears of each. */
export function tryFaults(seed: number, count: number, hear: (trial: Trial) => void = () => {}): Trial[] {
  const random = mulberry32(seed);
  const ground = prepareGround();
  try {
    return Array.from({ length: count }, () => {
      const command = commands[Math.floor(random() * commands.length)] ?? 'run';
      const trial = tryFault(ground, command, anyFault(random));
      hear(trial);
      return trial;
    });
  } finally {
    rmSync(ground.folder, { recursive: true, force: true });
  }
}

/** A small generator of numbers in 0..1, by Tommy Ettinger. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
