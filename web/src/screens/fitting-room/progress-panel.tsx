import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import type { RunningJob } from '../../room/room-state.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { JobLog } from './job-log.tsx';

/** Spoken progress more often than this talks over itself. */
const ANNOUNCE_EVERY_MS = 1500;

/** What runs, how far it is, and the way to stop it; nothing while nothing runs. */
export function ProgressPanel() {
  const { controller } = useRoom();
  const { job, preview, log } = useRoomState();
  const isBusy = job !== null;
  const place = useRef<HTMLDivElement>(null);

  // On a phone the photo is chosen above the figure: what happens next, and on whom, must come into view.
  useEffect(() => {
    // Who corrects one point after the other must not lose the photo.
    const isCorrecting = document.activeElement?.closest('[data-role="adjust"]');
    const figure = place.current?.closest('[data-role="figure"]');
    if (isBusy && !isCorrecting) figure?.scrollIntoView({ block: 'nearest' });
  }, [isBusy]);

  return (
    <div ref={place}>
      {job && (
        <Progress job={job} log={log} isFirstLook={preview !== null} onCancel={controller.cancel} />
      )}
    </div>
  );
}

interface ProgressProps {
  readonly job: RunningJob;
  readonly log: readonly string[];
  /** A preview is on screen. */
  readonly isFirstLook: boolean;
  onCancel(): void;
}

function Progress({ job, log, isFirstLook, onCancel }: ProgressProps) {
  const { t } = useTranslation();
  const percent = Math.round(job.overall * 100);
  return (
    <Panel
      title={t(`job.${job.kind}`)}
      aside={<span className="text-sm tabular-nums">{t('job.percent', { percent })}</span>}
    >
      <div
        role="progressbar"
        aria-label={t('job.title')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={t(`stage.${job.stage}`)}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full origin-left rounded-full bg-accent transition-[width]"
          style={{ width: `${percent}%` }}
        />
      </div>
      <div className="mt-2 flex items-center justify-between gap-3">
        <p className="text-sm text-soft" data-stage={job.stage}>
          {t(`stage.${job.stage}`)}
        </p>
        <Button look="quiet" icon="close" onClick={onCancel}>
          {t('job.cancel')}
        </Button>
      </div>
      {isFirstLook && <p className="mt-1 text-xs text-soft">{t('job.firstLook')}</p>}
      {job.kind === 'make' && job.place === 'server' && <JobLog lines={log} />}
    </Panel>
  );
}

/** Speaks the progress to those who cannot see it; always in the page, as live regions must be. */
export function ProgressAnnouncer() {
  const { t } = useTranslation();
  const { job } = useRoomState();
  const spoken = useSlowly(job);
  return (
    <p role="status" className="sr-only">
      {spoken &&
        t('job.announce', {
          stage: t(`stage.${spoken.stage}`),
          percent: Math.round(spoken.overall * 100),
        })}
    </p>
  );
}

/** Follows a value that changes fast, at most every {@link ANNOUNCE_EVERY_MS}; null at once. */
function useSlowly(job: RunningJob | null): RunningJob | null {
  const [slow, setSlow] = useState(job);
  // No state: when it was spoken last is not shown, and to draw for it would speak, and so draw, again without end.
  const last = useRef(0);
  useEffect(() => {
    const next = last.current + ANNOUNCE_EVERY_MS - performance.now();
    const timer = setTimeout(
      () => {
        last.current = performance.now();
        setSlow(job);
      },
      job === null ? 0 : Math.max(0, next),
    );
    return () => clearTimeout(timer);
  }, [job]);
  return slow;
}
