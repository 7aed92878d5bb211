import { z } from 'zod';
import { breakdowns } from '../../../../shared/metrics/breakdowns.ts';
import type { OpenRun } from '../open-run.ts';
import { type CountMetric, countGroups, everyCode } from './count-groups.ts';
import type { Part, Parts, PartsRequest } from './parts.ts';
import { type PlayerOrder, playerOrder } from './player-order.ts';
import { codedColumns, type ValueCodes } from './value-codes.ts';

/** The parts of a daily count of events, or of distinct players or sessions. */
export async function countParts(
  run: OpenRun,
  { metric, by, top, from, to }: PartsRequest<CountMetric>,
): Promise<Parts> {
  const order = await playerOrder(run);
  const column = await (await codedColumns(run)).of(by, run.signal);
  const days = order.days
    .map((day, index) => ({ ...day, index }))
    .filter(({ date }) => from <= date && date <= to);
  const { codes: topCodes, values } = largest(totalsOf(metric, order, column, days), top);

  // The parts: none, the top values, others.
  const others = topCodes.length + 1;
  const partOf = new Uint32Array(column.size + 1).fill(others);
  for (const [index, code] of [0, ...topCodes].entries()) partOf[code] = index;
  const { counts } = column;
  // What adds up, or has no others, is known by value.
  const isKnown = counts !== null && (breakdowns[metric].isAdditive || values <= top);
  const figures = days.map((day) => ({
    date: day.date,
    counts: isKnown
      ? addUp(countsOfDay(counts[metric], partOf.length, day), partOf, others + 1)
      : countGroups(metric, order, column.codes, day, partOf, others + 1),
  }));
  const texts = await readTexts(run, column, topCodes);

  const partAt = (index: number, kind: Part['kind'], value: string | null): Part => {
    const counted = figures.flatMap(({ date, counts }): [string, number][] => {
      const figure = counts[index] ?? 0;
      return figure === 0 ? [] : [[date, figure]];
    });
    const total = counted.reduce((sum, [, figure]) => sum + figure, 0);
    return { kind, value, figures: new Map(counted), total };
  };
  const parts = [
    ...topCodes.map((code, index) => partAt(index + 1, 'value', texts.get(code) ?? null)),
    partAt(others, 'other', null),
    partAt(0, 'none', null),
  ];
  return { parts: parts.filter(({ total }) => total > 0), values };
}

type Day = PlayerOrder['days'][number] & { index: number };

/** The sum of the daily counts of each code. */
function totalsOf(
  metric: CountMetric,
  order: PlayerOrder,
  { codes, counts, size }: ValueCodes,
  days: readonly Day[],
): Uint32Array {
  const each = everyCode(size);
  if (counts === null) {
    const range = { start: days[0]?.start ?? 0, end: days.at(-1)?.end ?? 0 };
    return countGroups(metric, order, codes, range, each, each.length);
  }
  const totals = new Uint32Array(each.length);
  for (const day of days)
    for (const [code, figure] of countsOfDay(counts[metric], each.length, day).entries())
      totals[code] = (totals[code] ?? 0) + figure;
  return totals;
}

function countsOfDay(counts: Uint32Array, width: number, { index }: Day): Uint32Array {
  return counts.subarray(index * width, (index + 1) * width);
}

/** The counts of each part, where a part is the sum of its codes. */
function addUp(counts: Uint32Array, partOf: Uint32Array, parts: number): Uint32Array {
  const sums = new Uint32Array(parts);
  for (const [code, part] of partOf.entries()) sums[part] = (sums[part] ?? 0) + (counts[code] ?? 0);
  return sums;
}

/** The codes of values with the largest counts, of equals the smaller value first; and how many have a count. */
function largest(counts: Uint32Array, top: number): { codes: number[]; values: number } {
  const codes: number[] = [];
  let values = 0;
  const at = (code: number | undefined) => counts[code ?? 0] ?? 0;
  for (let code = 1; code < counts.length; code += 1) {
    const count = at(code);
    if (count === 0) continue;
    values += 1;
    if (codes.length === top && count <= at(codes.at(-1))) continue;
    const place = codes.findIndex((other) => at(other) < count);
    codes.splice(place < 0 ? codes.length : place, 0, code);
    codes.length = Math.min(codes.length, top);
  }
  return { codes, values };
}

async function readTexts({ database }: OpenRun, { table }: ValueCodes, codes: readonly number[]) {
  const rows = await database.query(
    z.object({ code: z.number(), text: z.string() }),
    `SELECT code, value::VARCHAR AS text FROM ${table} WHERE code IN (${['NULL', ...codes].join(', ')})`,
  );
  return new Map(rows.map(({ code, text }) => [code, text]));
}
