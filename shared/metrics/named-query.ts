/** A named query: a table or view of a database, and a part of a statement that is shown. */
export type NamedQuery = { readonly name: string; readonly sql: string };

/** A statement, to be read and run by others: the queries it rests on, then itself. */
export function withQueries(queries: readonly NamedQuery[], sql: string): string {
  return `WITH ${queries.map(({ name, sql: query }) => `${name} AS (\n  ${query})`).join(',\n')}\n${sql}`;
}
