/** `npm run docs`: writes what follows from the code: docs/metrics.md and config/etl_config.yaml. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderConfig } from '../shared/config/render-config.ts';
import { defaultConfig } from '../shared/config/schema.ts';
import { metricsPage } from '../shared/metrics/metrics-page.ts';

const root = join(import.meta.dirname, '..');
writeFileSync(join(root, 'docs', 'metrics.md'), metricsPage());
writeFileSync(join(root, 'config', 'etl_config.yaml'), renderConfig(defaultConfig));
