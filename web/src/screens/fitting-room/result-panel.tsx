import { CATEGORIES } from '@fitroom/shared/garment/vocabulary';
import type { Gates, WornReport } from '@fitroom/shared/report/report';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { shownReport } from '../../room/what-is-shown.ts';
import type { StoredResult } from '../../storage/database.ts';
import { Icon } from '../../ui/icon.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Downloads } from './downloads.tsx';
import { FigureList } from './figure-list.tsx';
import { JobLog } from './job-log.tsx';
import { LicenceBadge } from './licence-badge.tsx';
import { NoticeList } from './notice-list.tsx';

/** The verdict on the garment that is shown, what it is made of, and what can be done with it. */
export function ResultPanel() {
  const { t } = useTranslation();
  const state = useRoomState();
  const { result } = state;
  const report = shownReport(state);
  if (!result || !report) {
    return (
      <Panel title={t('result.title')}>
        <p className="text-sm text-soft">{t('result.empty')}</p>
      </Panel>
    );
  }
  const seconds = (result.tookMs / 1000).toFixed(1);
  return (
    <Panel
      title={t('result.title')}
      aside={<span className="text-xs text-soft">{t('result.took', { seconds })}</span>}
    >
      <div className="space-y-4" data-result={result.id} data-valid={report.valid}>
        <Verdict report={report} />
        <Kind result={result} />
        <MadeBy result={result} />
        <Provenance report={result.report} />
        <NoticeList report={result.report} />
        <Downloads result={result} />
        <div>
          <FigureList report={report} />
          <JobLog lines={result.log} />
        </div>
      </div>
    </Panel>
  );
}

function Verdict({ report }: { readonly report: StoredResult['report'] }) {
  const { t } = useTranslation();
  if (report.valid) {
    return (
      <p className="flex items-center gap-2 rounded-xl bg-accent-soft p-3 text-sm font-medium text-accent-ink">
        <Icon name="check" />
        {t('result.valid')}
      </p>
    );
  }
  const missed = Object.entries(report.gates)
    .filter(([, holds]) => !holds)
    .map(([gate]) => gate as keyof Gates | 'order');
  if (report.inOrder === false) missed.push('order');
  return (
    <div className="rounded-xl bg-warn-soft p-3 text-sm">
      <p className="flex items-center gap-2 font-medium text-warn">
        <Icon name="warn" />
        {t('result.invalid')}
      </p>
      <ul className="mt-1.5 list-disc space-y-1 pl-9">
        {missed.map((gate) => (
          <li key={gate}>{t(`gates.${gate}`)}</li>
        ))}
      </ul>
    </div>
  );
}

/** The kind of garment, and the way to correct it. */
function Kind({ result }: { readonly result: StoredResult }) {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const { photo } = useRoomState();
  const { value, source, confidence } = result.report.category;
  if (!value) return null;
  const origin =
    source === 'given'
      ? t('result.given')
      : confidence === null
        ? t('result.detected')
        : t('result.detectedSure', { percent: Math.round(confidence * 100) });
  if (!photo) {
    return (
      <p className="text-sm">
        {t(`category.${value}`)} <span className="text-soft">· {origin}</span>
      </p>
    );
  }
  return (
    <SelectField
      label={`${t('options.category')} · ${origin}`}
      value={value}
      choices={CATEGORIES.map((category) => ({
        value: category,
        label: t(`category.${category}`),
      }))}
      onChange={controller.chooseCategory}
      hint={t('result.change')}
    />
  );
}

/** Which networks made the garment, where, and what it may be used for. */
function MadeBy({ result }: { readonly result: StoredResult }) {
  const { t } = useTranslation();
  const { garment } = useRoomState();
  if (!garment?.madeBy || garment.id !== result.garmentId) return null;
  const { generator, place, ...licence } = garment.madeBy;
  return (
    <div className="space-y-1 text-xs text-soft" data-made-by={generator}>
      <p>{t(`result.madeBy.${place}`, { name: t(`generator.name.${generator}`) })}</p>
      <LicenceBadge {...licence} />
    </div>
  );
}

/** How much of the cloth the photo shows, and what the rest was made of. */
function Provenance({ report }: { readonly report: WornReport }) {
  const { t, i18n } = useTranslation();
  const { texture } = report;
  if (!texture) return null;
  const { format } = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  return (
    <p className="text-xs text-soft" data-role="provenance">
      {t('result.provenance', {
        seen: format(texture.seen),
        mirrored: format(texture.mirrored),
        filled: format(texture.filled),
      })}
    </p>
  );
}
