const mostColumns = 1000;

/** What was typed as columns: the numbers, in order; or what is wrong with it. */
export type Columns =
  | { readonly ok: true; readonly numbers: number[] }
  | { readonly ok: false; readonly message: string };

/**
 * Reads a list of period numbers such as `0,1,3,7,14,30` or `0-7, 14`.
 * @param last the largest number there is; larger ones are left out
 * @returns all of them where nothing is typed
 */
export function parseColumns(text: string, last: number): Columns {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (parts.length === 0) return { ok: true, numbers: range(0, last) };
  const numbers = new Set<number>();
  for (const part of parts) {
    const match = /^(\d{1,6})(?:[-–](\d{1,6}))?$/.exec(part);
    if (match === null) return { ok: false, message: `"${part}" is no number or range, such as 7 or 0-7.` };
    const from = Number(match[1]);
    for (const n of range(from, Math.min(Number(match[2] ?? from), last))) numbers.add(n);
    if (numbers.size > mostColumns) break;
  }
  if (numbers.size === 0) return { ok: false, message: `The data reach to ${last}.` };
  return { ok: true, numbers: [...numbers].sort((a, b) => a - b) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
