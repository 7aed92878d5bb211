import { z } from 'zod';
import { eventColumns } from '../../../../shared/events/columns.ts';
import type { DataPage, DataPageRequest } from '../../../../shared/ipc/data.ts';
import { quoteIdentifier } from '../../../../shared/sql/quote.ts';
import { count, type Database } from '../../duckdb/database.ts';
import type { OpenRun } from '../open-run.ts';
import { boundCondition, findColumn } from './filter-sql.ts';
import { orderBy } from './order-by.ts';
import { pageConnection, rowOrders } from './row-orders.ts';

// A cell on screen holds far less; the row's detail has the whole.
const maxCellCharacters = 300;

// The first texts of an order are found in half a second, all of them take ten times that; other types sort as fast as
// their first rows are found (measured).
const maxTopRows = 200;

const placeRow = z.object({ place: z.number() });

/** Reads a page of the events, filtered and sorted. @throws ArgumentError, CancelledError */
export async function readPage(run: OpenRun, request: DataPageRequest): Promise<DataPage> {
  const columns = eventColumns(run.manifest);
  const names = request.columns.map((name) => findColumn(columns, name).name);
  const database = (await pageConnection(run)).until(run.signal);
  const { filters, sort, offset, limit } = request;
  if (filters.length === 0 && sort === null) {
    const condition = `file_row_number >= ${offset} AND file_row_number < ${offset + limit}`;
    return { rows: await readRows(database, names, condition) };
  }
  const places = await placesOf(run, database, request);
  if (places.length === 0) return { rows: [] };
  // Literals: DuckDB skips row groups by them in half the time that bound numbers take (measured).
  const rows = await readRows(database, names, `file_row_number IN (${places.join(', ')})`);
  const byPlace = new Map(rows.map((row) => [row.row, row]));
  return { rows: places.flatMap((place) => byPlace.get(place) ?? []) };
}

async function placesOf(run: OpenRun, database: Database, request: DataPageRequest): Promise<number[]> {
  const { filters, sort, offset, limit } = request;
  const column = sort === null ? null : findColumn(eventColumns(run.manifest), sort.column);
  const orders = await rowOrders(run);
  const isReady = orders.has({ filters, sort });
  if (!isReady && column?.type === 'VARCHAR' && offset + limit <= maxTopRows) {
    // Made for the rows to come, also where nobody waits for the first ones any more. Whoever asks for later rows hears
    // of its failure.
    orders.table({ filters, sort }, run.opened.signal).catch(() => {});
    return topPlaces(run, database, request);
  }
  const name = await orders.table({ filters, sort }, run.signal);
  const rows = await database.query(
    placeRow,
    `SELECT place FROM ${name} WHERE rowid >= ${offset} AND rowid < ${offset + limit} ORDER BY rowid`,
  );
  return rows.map(({ place }) => place);
}

async function topPlaces(
  run: OpenRun,
  database: Database,
  { filters, sort, offset, limit }: DataPageRequest,
): Promise<number[]> {
  const columns = eventColumns(run.manifest);
  const { sql, params } = boundCondition(columns, filters);
  const rows = await database.query(
    placeRow,
    `SELECT file_row_number::UINTEGER AS place FROM cleaned WHERE ${sql}
     ${orderBy(columns, sort)}
     LIMIT ${limit} OFFSET ${offset}`,
    { params },
  );
  return rows.map(({ place }) => place);
}

async function readRows(database: Database, names: readonly string[], condition: string) {
  const cells = names.map((name) => {
    const text = `${quoteIdentifier(name)}::VARCHAR`;
    return `CASE WHEN strlen(${text}) > ${maxCellCharacters} THEN left(${text}, ${maxCellCharacters}) || '…' ELSE ${text} END`;
  });
  const rows = await database.query(
    z.object({ row: count, cells: z.array(z.string().nullable()) }),
    `SELECT file_row_number AS row, [${cells.join(', ')}] AS cells FROM cleaned WHERE ${condition}
     ORDER BY file_row_number`,
  );
  return rows;
}
