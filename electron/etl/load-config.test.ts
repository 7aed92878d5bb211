// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax under test
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../shared/config/config-error.ts';
import { defaultConfig } from '../../shared/config/schema.ts';
import { type Logger, silentLogger } from '../../shared/run/logger.ts';
import { loadConfig } from './load-config.ts';

let folder: string;
const home = process.cwd();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'load-config-'));
  process.chdir(folder);
});

afterEach(async () => {
  process.chdir(home);
  await rm(folder, { recursive: true });
});

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function failure(path?: string): Promise<ConfigError> {
  const error: unknown = await loadConfig({ path, env: {} }).catch((reason: unknown) => reason);
  if (error instanceof ConfigError) return error;
  throw new Error(`expected a ConfigError, got ${String(error)}`);
}

describe('the default place', () => {
  it('may be empty: the defaults apply, and the log says so', async () => {
    const lines: string[] = [];
    const logger: Logger = { ...silentLogger, info: (message) => lines.push(message) };
    expect(await loadConfig({ logger })).toEqual(defaultConfig);
    expect(lines).toEqual(['There is no config/etl_config.yaml: the default configuration applies.']);
  });

  it('is read where it is there', async () => {
    await mkdir('config');
    await write('config/etl_config.yaml', 'strict_mode: true\n');
    expect(await loadConfig()).toEqual({ ...defaultConfig, strict_mode: true });
  });

  it('is no excuse for a folder in its place', async () => {
    await mkdir('config/etl_config.yaml', { recursive: true });
    expect((await failure()).message).toBe('The config file "config/etl_config.yaml" is a folder.');
  });

  it('gives defaults of which each caller has its own', async () => {
    (await loadConfig()).quality_checks.required_event_types.push('x');
    expect(await loadConfig()).toEqual(defaultConfig);
    expect(defaultConfig.quality_checks.required_event_types).not.toContain('x');
  });
});

describe('a named file', () => {
  it('is read, with variables of the environment', async () => {
    const path = await write('c.yaml', 'resources:\n  threads: ${T}\n');
    expect((await loadConfig({ path, env: { T: '3' } })).resources.threads).toBe(3);
  });

  it('takes the environment of the process where none is given', async () => {
    const path = await write('c.yaml', 'monitoring:\n  log_file: "${PATH}"\n');
    expect((await loadConfig({ path })).monitoring.log_file).toBe(process.env['PATH']);
  });

  it('must be there', async () => {
    const error = await failure('missing.yaml');
    expect(error).toMatchObject({ code: 'INVALID_CONFIG', issues: [], name: 'ConfigError' });
    expect(error.message).toBe('The config file "missing.yaml" does not exist.');
  });

  it('must be a file', async () => {
    expect((await failure('.')).message).toBe('The config file "." is a folder.');
  });

  it('must be UTF-8', async () => {
    const path = await write('c.yaml', Uint8Array.of(0x23, 0xff, 0x0a));
    expect((await failure(path)).message).toBe(`The config file "${path}" is not UTF-8 text.`);
  });

  it('may have 1 MiB and no more', async () => {
    const full = `#${' '.repeat(2 ** 20 - 1)}`;
    expect(await loadConfig({ path: await write('c.yaml', full) })).toEqual(defaultConfig);
    const path = await write('c.yaml', `${full} `);
    expect((await failure(path)).message).toBe(`The config file "${path}" is bigger than 1 MiB.`);
  });

  it('fails with every fault, one a line', async () => {
    const path = await write(
      'c.yaml',
      'strict_mode: 1\ningest:\n  max_failed_line: 1\n  max_line_bytes: ${X}\n',
    );
    const { message, issues } = await failure(path);
    expect(message.split('\n')).toEqual([
      `${path}:1:14: strict_mode must be true or false; found 1`,
      `${path}:3:3: unknown key "max_failed_line", did you mean "max_failed_lines"?`,
      `${path}:4:19: ingest.max_line_bytes: the environment variable X is not set`,
    ]);
    expect(issues.map(({ line, column }) => [line, column])).toEqual([
      [1, 14],
      [3, 3],
      [4, 19],
    ]);
  });
});

describe('the files of the product', () => {
  it('config/etl_config.yaml is the defaults', async () => {
    expect(await loadConfig({ path: join(home, 'config/etl_config.yaml'), env: {} })).toEqual(defaultConfig);
  });

  it('config/etl_config_debug.yaml is the defaults at DEBUG', async () => {
    expect(await loadConfig({ path: join(home, 'config/etl_config_debug.yaml'), env: {} })).toEqual({
      ...defaultConfig,
      monitoring: { ...defaultConfig.monitoring, log_level: 'DEBUG' },
    });
  });
});
