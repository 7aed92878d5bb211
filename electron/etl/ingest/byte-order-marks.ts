/** What a line says: those marks at its start, which joined files have, are no part of it. */
export function withoutByteOrderMarks(line: string): string {
  return line.replace(/^\uFEFF+/, '');
}

/** The same in SQL. */
export function withoutByteOrderMarksSql(line: string): string {
  return `CASE WHEN starts_with(${line}, '\uFEFF') THEN ltrim(${line}, '\uFEFF') ELSE ${line} END`;
}
