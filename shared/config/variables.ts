import { parseDocument, visit } from 'yaml';

/** The variables `${NAME}` is looked up in, such as `process.env`; null for one that is not read, be it set or not. */
export type Environment = Readonly<Record<string, string | null | undefined>>;

/** A text that came from variables: what the file says, such as `${NAME}/x`, what that became, and what each variable in it holds. */
export type FromVariables = {
  readonly text: string;
  readonly value: string;
  readonly variables: Readonly<Record<string, string>>;
};

/** `$${`, or `${` with whatever follows up to `}`. */
const reference = /\$\$\{|\$\{([^}]*)\}?/g;
const wellFormed = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/;
/** The same of a text that may be anything, where a `${` may never end. */
const named = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Whether the text is one reference and nothing else, so that the variable may stand for a number or null. */
export function isReference(text: string): boolean {
  return wellFormed.test(text);
}

/**
 * Replaces each `${NAME}` by its variable, and `$${` by a literal `${`. The messages of `problems` name variables,
 * never their values: those may be secrets.
 */
export function expandVariables(text: string, env: Environment) {
  const problems: { reference: string; message: string }[] = [];
  const expanded = text.replaceAll(reference, (found: string, name: string | undefined) => {
    if (name === undefined) return '${'; // the escape
    if (!isReference(found)) {
      problems.push({
        reference: found,
        message: `a variable is written \${NAME}, and a literal \${ as $\${`,
      });
      return found;
    }
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value === undefined)
      problems.push({ reference: found, message: `the environment variable ${name} is not set` });
    if (value === null) problems.push({ reference: found, message: notReadText(name) });
    return value ?? found;
  });
  return { text: expanded, problems };
}

/** The text whose expansion is `text`. */
export function escapeVariables(text: string): string {
  return text.replaceAll('${', () => '$${');
}

/** The names of the variables a text refers to, each once. */
export function referencesIn(text: string): string[] {
  return [...new Set([...text.matchAll(named)].flatMap(([, name]) => name ?? []))];
}

/** The names of the variables that the values of a YAML text refer to, each once. A comment refers to none. */
export function referencesInYaml(text: string): string[] {
  const document = parseDocument(text);
  // Of what is no YAML, nobody can say what is a value.
  if (document.errors.length > 0) return referencesIn(text);
  const values: string[] = [];
  visit(document, { Scalar: (_, { value }) => void (typeof value === 'string' && values.push(value)) });
  return referencesIn(values.join('\n'));
}

function notReadText(name: string): string {
  return `the environment variable ${name} is not read, for no configuration that was opened names it: save the rules, and allow it there, or open a file that names it`;
}
