import { type Document, LineCounter, parseDocument } from 'yaml';
import type { ConfigPath } from './config-issue.ts';

/** A fault and where it begins, in UTF-16 units from the start of the text. */
export type Problem = { offset: number; path: ConfigPath; message: string };

export type YamlDocument = Document.Parsed;

type YamlSource = {
  document: YamlDocument;
  lines: LineCounter;
  /** Faults of the syntax, the first of each line: the next ones follow from it. */
  problems: Problem[];
  /** Where the first fault begins from which on the document may not say what the text means. */
  brokenFrom: number | undefined;
};

/** Sentences for faults whose message in the parser says little to a reader of the file. */
const plainMessages: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab cannot indent a line: use spaces',
  BLOCK_AS_IMPLICIT_KEY: 'a key cannot stand here: check the indentation, or put the text in quotes',
  MULTILINE_IMPLICIT_KEY: 'expected "key: value" on one line; is a colon missing?',
  MULTIPLE_DOCS: 'a second document begins here: keep one',
  NON_STRING_KEY: 'a key must be plain text',
  RESOURCE_EXHAUSTION: 'the file is nested too deeply',
};

/** Parses YAML 1.2 and never throws; keys are text, and may repeat. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    logLevel: 'error',
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
    // Binary data, dates and sets are no values of a configuration, nor objects of JavaScript for the schema to judge.
    resolveKnownTags: false,
  });
  const firstOfLine = new Map<number, Problem>();
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    const [offset] = pos;
    const { line } = lines.linePos(offset);
    // Plain text between brackets ends at a brace.
    const isBareVariable = text.startsWith('${', offset - 1);
    const explained = isBareVariable ? `between [ ] or { } put \${NAME} in quotes` : plainMessages[code];
    if (!firstOfLine.has(line)) firstOfLine.set(line, { offset, path: [], message: explained ?? message });
  }
  const brokenFrom = document.errors.map(({ pos }) => pos[0]).toSorted((a, b) => a - b)[0];
  return { document, lines, problems: [...firstOfLine.values()], brokenFrom };
}
