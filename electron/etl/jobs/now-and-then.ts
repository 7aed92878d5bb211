/**
 * Hands on the first progress of each step, and then one in so many milliseconds: a copy reports every piece.
 * @param stepOf what differs between steps
 */
export function nowAndThen<Progress>(
  everyMs: number,
  stepOf: (progress: Progress) => unknown,
  handOn: (progress: Progress) => void,
): (progress: Progress) => void {
  let last: { step: unknown; atMs: number } | null = null;
  return (progress) => {
    const atMs = performance.now();
    const step = stepOf(progress);
    if (last !== null && step === last.step && atMs - last.atMs < everyMs) return;
    last = { step, atMs };
    handOn(progress);
  };
}
