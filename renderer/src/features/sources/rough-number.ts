/** An estimate with no more digits than it is worth, three: `955290` as `955000`. */
export function roughly(value: number): number {
  return Number(value.toPrecision(3));
}
