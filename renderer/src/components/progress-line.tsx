import { Progress } from '@mantine/core';

type ProgressLineProps = {
  label: string;
  /** 0 to 1; null where it is not known: the line then moves and claims nothing. */
  share: number | null;
  size?: 'sm' | 'md';
};

/** A progress bar that never lies. */
export function ProgressLine({ label, share, size = 'md' }: ProgressLineProps) {
  const isKnown = share !== null;
  return (
    <Progress.Root size={size} flex={1} miw={80}>
      <Progress.Section
        aria-label={label}
        value={isKnown ? share * 100 : 100}
        animated={!isKnown}
        striped={!isKnown}
        withAria={isKnown}
        {...(isKnown ? {} : { role: 'progressbar' })}
      />
    </Progress.Root>
  );
}
