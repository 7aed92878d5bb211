/** A number with so many decimals at most; for what is drawn or entered, not to be read as text. */
export function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
