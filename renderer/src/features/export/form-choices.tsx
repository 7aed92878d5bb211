import { NativeSelect, Paper, Radio, SegmentedControl, Stack, Switch, Text, Title } from '@mantine/core';
import { type ExportForm, exportFormSchema } from '../../../../shared/ipc/export.ts';
import { changeForm } from './export-choices.ts';

const { format: formats, compression: compressions, layout: layouts } = exportFormSchema.shape;

const formatTexts = {
  parquet: 'Columns with their types, as the run has them.',
  csv: 'With a header line. No value is nothing at all, an empty text is "". Times in UTC.',
  jsonl: 'An object a line. No value is null. Times in UTC.',
} as const;

/** How the tables are written. */
export function FormChoices({ form, isDisabled }: { form: ExportForm; isDisabled: boolean }) {
  return (
    <Paper withBorder p="md" component="section" aria-label="Form">
      <Title order={2} size="h5" mb="sm">
        How
      </Title>
      <Stack gap="md">
        <div>
          <SegmentedControl
            fullWidth
            aria-label="Format"
            value={form.format}
            disabled={isDisabled}
            onChange={(value) => changeForm({ format: formats.parse(value) })}
            data={[
              { value: 'parquet', label: 'Parquet' },
              { value: 'csv', label: 'CSV' },
              { value: 'jsonl', label: 'JSON lines' },
            ]}
          />
          <Text size="sm" c="dimmed" mt={6} mih={42}>
            {formatTexts[form.format]}
          </Text>
          {form.format === 'csv' && (
            <Switch
              mt={6}
              label="Safe for spreadsheets"
              description="An apostrophe before texts that would run as a formula; off: every text as it is"
              disabled={isDisabled}
              checked={form.texts === 'spreadsheet'}
              onChange={({ currentTarget: { checked } }) =>
                changeForm({ texts: checked ? 'spreadsheet' : 'exact' })
              }
            />
          )}
        </div>
        <NativeSelect
          label="Compression"
          description={form.format === 'parquet' ? 'Inside the Parquet files' : 'Text is not compressed'}
          disabled={isDisabled || form.format !== 'parquet'}
          value={form.format === 'parquet' ? form.compression : 'none'}
          onChange={(event) => changeForm({ compression: compressions.parse(event.currentTarget.value) })}
          data={[
            { value: 'zstd', label: 'zstd: small and quick' },
            { value: 'snappy', label: 'snappy: read by old tools too' },
            { value: 'gzip', label: 'gzip: small and slow' },
            { value: 'none', label: 'none' },
          ]}
        />
        <Radio.Group
          label="Layout"
          value={form.layout}
          onChange={(value) => changeForm({ layout: layouts.parse(value) })}
        >
          <Stack gap={8} mt={6}>
            <Radio value="single" label="One file a table" disabled={isDisabled} />
            <Radio
              value="by-date"
              label="A folder a day"
              description="Events and daily metrics as event_date=2024-01-15/…, as Hive, Spark and DuckDB read them"
              disabled={isDisabled}
            />
          </Stack>
        </Radio.Group>
      </Stack>
    </Paper>
  );
}
