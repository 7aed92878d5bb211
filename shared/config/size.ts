const exponents = new Map([
  ['K', 1],
  ['M', 2],
  ['G', 3],
  ['T', 4],
]);

/**
 * Bytes in a size as DuckDB writes it: a decimal number and a unit (`500MB` = 500 x 1000^2, `2GiB` = 2 x 1024^3),
 * case ignored. `null` for anything else, for zero, and for more than 2^60 bytes.
 */
export function parseSize(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?) ?([KMGT])(I?)B$/.exec(text.toUpperCase());
  if (!match) return null;
  const [, number, unit = '', binary] = match;
  const bytes = Number(number) * (binary ? 1024 : 1000) ** (exponents.get(unit) ?? 0);
  return bytes >= 1 && bytes <= 2 ** 60 ? bytes : null;
}
