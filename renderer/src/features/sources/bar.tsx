import classes from './bar.module.css';

/** A share (0..1) as a bar; what it says stands beside it in words. */
export function Bar({ share, kind = 'events' }: { share: number; kind?: 'events' | 'nulls' }) {
  return (
    <div className={classes['track']} aria-hidden>
      {share > 0 && <div className={classes['fill']} data-kind={kind} style={{ width: `${share * 100}%` }} />}
    </div>
  );
}
