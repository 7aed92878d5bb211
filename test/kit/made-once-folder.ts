import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type {} from './made-once.ts';

/** Before and after all test files. */
export default function setUp({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'event-analytics-made-once-'));
  provide('madeOnce', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
