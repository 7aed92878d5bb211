const units = ['KB', 'MB', 'GB', 'TB'] as const;

/** A limit as the user may type it, exact: `20GB`; `none` for null. */
export function limitText(bytes: number | null): string {
  if (bytes === null) return 'none';
  // The largest unit in which three digits after the point say it all.
  const exponent = [4, 3, 2].find(
    (power) => Number.isInteger(bytes / 1000 ** (power - 1)) && bytes >= 1000 ** power,
  );
  const power = exponent ?? 1;
  return `${bytes / 1000 ** power}${units[power - 1]}`;
}
