import { create } from 'zustand';
import { type ExportForm, type ExportOutput, exportOutputs } from '../../../../shared/ipc/export.ts';

type ExportChoices = {
  outputs: readonly ExportOutput[];
  form: ExportForm;
  /** Null until one is chosen in this window: then the last export's counts. */
  folder: string | null;
};

/** What was chosen to export, kept while other screens are looked at. */
export const useExportChoices = create<ExportChoices>(() => ({
  outputs: exportOutputs,
  form: { format: 'parquet', compression: 'zstd', layout: 'single' },
  folder: null,
}));

/** Takes an output in or leaves it out. */
export function toggleOutput(output: ExportOutput, isChosen: boolean): void {
  useExportChoices.setState(({ outputs }) => ({
    outputs: exportOutputs.filter((one) => (one === output ? isChosen : outputs.includes(one))),
  }));
}

export function changeForm(change: Partial<ExportForm>): void {
  useExportChoices.setState(({ form }) => ({ form: { ...form, ...change } }));
}

export function chooseFolder(folder: string): void {
  useExportChoices.setState({ folder });
}
