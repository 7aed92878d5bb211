/** The error a promise fails with, which must be of a class. */
export async function rejectionOf<T extends Error>(
  promise: Promise<unknown>,
  type: abstract new (...parameters: never[]) => T,
): Promise<T> {
  const error: unknown = await promise.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof type) return error;
  throw new Error(`expected ${type.name}, got ${String(error)}`, { cause: error });
}
