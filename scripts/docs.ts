/** `npm run docs`: writes the pages of docs/ that follow from the code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricsPage } from '../shared/metrics/metrics-page.ts';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'metrics.md'), metricsPage());
