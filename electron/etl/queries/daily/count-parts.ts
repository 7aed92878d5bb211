import { z } from 'zod';
import type { BreakdownMetric } from '../../../../shared/metrics/breakdowns.ts';
import type { OpenRun } from '../open-run.ts';
import type { Part, Parts, PartsRequest } from './parts.ts';
import { mark, type PlayerOrder, playerOrder } from './player-order.ts';
import { codedColumns, type ValueCodes } from './value-codes.ts';

/** What of the events in player order is counted: those marked `of`, once for each group that such a mark opens. */
type Counting = { of: number; group: number };

const countings = {
  events: { of: mark.event, group: mark.event },
  players: { of: mark.event, group: mark.newPlayer },
  dau: { of: mark.active, group: mark.newPlayer },
  sessions: { of: mark.inSession, group: mark.newSession },
} as const satisfies Partial<Record<BreakdownMetric, Counting>>;

/** A stretch of the player order. */
type Stretch = { start: number; end: number };

/** The parts of a daily count of events, or of distinct players or sessions. */
export async function countParts(
  run: OpenRun,
  { metric, by, top, from, to }: PartsRequest<keyof typeof countings>,
): Promise<Parts> {
  const order = await playerOrder(run);
  const column = await (await codedColumns(run)).of(by);
  const days = order.days.filter(({ date }) => from <= date && date <= to);
  const count = (stretch: Stretch, partOf: Uint32Array, parts: number) =>
    countGroups(order, column, countings[metric], stretch, partOf, parts);

  const each = Uint32Array.from({ length: column.size + 1 }, (_, code) => code);
  const range = { start: days[0]?.start ?? 0, end: days.at(-1)?.end ?? 0 };
  const totals = count(range, each, each.length);
  const { codes: topCodes, values } = largest(totals, top);

  // The parts: none, the top values, others.
  const others = topCodes.length + 1;
  const partOf = new Uint32Array(each.length).fill(others);
  for (const [index, code] of [0, ...topCodes].entries()) partOf[code] = index;
  const figures = days.map((day) => ({ date: day.date, counts: count(day, partOf, others + 1) }));
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

/**
 * Counts, in a stretch of the order, the groups that have an event in each part. A group with events in several parts
 * counts in each of them once.
 * @param partOf the part of each code
 */
function countGroups(
  { marks }: PlayerOrder,
  { codes }: ValueCodes,
  { of, group }: Counting,
  { start, end }: Stretch,
  partOf: Uint32Array,
  parts: number,
): Uint32Array {
  const counts = new Uint32Array(parts);
  // The group counted last in each part: the events of a group stand together.
  const counted = new Uint32Array(parts);
  let current = 0;
  for (let place = start; place < end; place += 1) {
    const bits = marks[place] ?? 0;
    if ((bits & group) !== 0) current += 1;
    if ((bits & of) === 0) continue;
    const part = partOf[codes[place] ?? 0] ?? 0;
    if (counted[part] === current) continue;
    counted[part] = current;
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return counts;
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
