import type { JobProblem } from '@fitroom/web-workers/protocol/outcome';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { JobLog } from './job-log.tsx';

/** Problems of the file itself: the same one will not do better the second time. */
const isPhotosFault = (code: string) =>
  /^(photo|mesh)-/.test(code) || code === 'no-garment' || code === 'not-a-glb';

/** Problems that another key of the server may end. */
const isKeysFault = (code: string) =>
  code === 'unauthorized' || code === 'scope-missing' || code === 'foreign-user';

/** What another place might be able to do although this device is not. */
const isDevicesFault = ({ kind, code }: JobProblem) =>
  kind === 'fault' || code === 'out-of-memory' || code.startsWith('device-');

/** What went wrong in plain words, and what to do next. */
export function ProblemPanel() {
  const { t, i18n } = useTranslation();
  const { controller, generators, serverKey } = useRoom();
  const { kept } = useSyncExternalStore(serverKey.subscribe, serverKey.state);
  const { problem, notice, wishes, log, photo } = useRoomState();
  if (!problem) {
    return notice ? (
      <p role="status" className="flex items-center gap-2 rounded-xl bg-sunken p-3 text-sm">
        <Icon name="info" />
        {notice === 'cancelled' ? t('job.cancelled') : t('storage.full')}
      </p>
    ) : null;
  }
  const isKeyMissing = problem.code === 'unauthorized';
  const key = `problem.${isKeyMissing && kept ? 'key-refused' : problem.code}`;
  const text = i18n.exists(key)
    ? i18n.t(key as never)
    : t(problem.kind === 'input' ? 'problem.unusable-photo' : 'problem.unknown');
  const { generator, place } = wishes;
  const there = generators.filter(({ places }) => places.server?.isAvailable);
  const isDeviceFault = isDevicesFault(problem) && place === 'device' && photo !== null;
  const onServer = there.find((offer) => offer.generator === generator) ?? there[0];
  return (
    <div
      role="alert"
      data-problem={problem.code}
      className="rounded-2xl border border-bad/40 bg-bad-soft p-4"
    >
      <p className="mb-1 flex items-center gap-2 text-sm font-semibold text-bad">
        <Icon name="warn" />
        {t('problem.title')}
      </p>
      <p className="text-sm">{text}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        {isKeysFault(problem.code) && (
          <Button onClick={serverKey.ask}>{t('problem.enterKey')}</Button>
        )}
        {!isPhotosFault(problem.code) && (
          <Button onClick={() => controller.retry()}>{t('problem.retry')}</Button>
        )}
        {isDeviceFault && onServer && (
          <Button onClick={() => controller.retryElsewhere(onServer.generator, 'server')}>
            {t('problem.onServer')}
          </Button>
        )}
        {place === 'server' && photo !== null && !isPhotosFault(problem.code) && (
          <Button onClick={() => controller.retryElsewhere('panels', 'device')}>
            {t('problem.onDevice')}
          </Button>
        )}
        <Button look="quiet" onClick={controller.dismiss}>
          {t('problem.dismiss')}
        </Button>
      </div>
      {problem.kind === 'fault' && <JobLog lines={log} />}
    </div>
  );
}
