/** Files that are open at a time: far below any limit of the system, and enough to keep the disk busy. */
const together = 16;

/**
 * As `Promise.all` over a mapped list, a few at a time: ten thousand files at once are more than may be open. Where one
 * fails, those begun with it end first, so that nothing goes on behind the caller's back.
 */
export async function mapTogether<T, R>(
  items: readonly T[],
  map: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += together) {
    const some = items.slice(start, start + together).map((item, index) => map(item, start + index));
    await Promise.allSettled(some);
    results.push(...(await Promise.all(some)));
  }
  return results;
}
