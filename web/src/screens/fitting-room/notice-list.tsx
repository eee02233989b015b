import type { Notice } from '@fitroom/shared/reading/notices';
import type { WornReport } from '@fitroom/shared/report/report';
import { useTranslation } from 'react-i18next';
import { useLandmarkName } from '../adjust/use-landmark-name.ts';

/** What was noticed on the photo, in the user's language; the sentences about gates are the verdict's. */
export function NoticeList({ report }: { readonly report: WornReport }) {
  const { t } = useTranslation();
  const sentenceOf = useNoticeSentence();
  const { notices, warnings, gates } = report;
  // Reports of earlier versions have sentences only, the gates' last.
  const gateCount = Object.values(gates).filter((holds) => !holds).length;
  const old = notices ? [] : warnings.slice(0, Math.max(0, warnings.length - gateCount));
  if ((notices ?? old).length === 0) return null;
  return (
    <div className="text-sm" data-role="notices">
      <h3 className="mb-1 text-xs font-medium text-soft">{t('result.warnings')}</h3>
      <ul className="list-disc space-y-1 pl-5">
        {notices?.map((notice) => (
          <li key={notice.code} data-notice={notice.code}>
            {sentenceOf(notice)}
          </li>
        ))}
        {old.map((warning) => (
          <li key={warning} lang="en">
            {warning}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Which translations the words of a sentence have; landmarks where a code is not here. */
const WORD_GROUPS: Readonly<Partial<Record<Notice['code'], 'category' | 'edge'>>> = {
  'touches-edge': 'edge',
  'folded-leg': 'edge',
  'unsure-category': 'category',
};

/** Sentences whose words are a place on the body and the centimetres that are missing there. */
const SIZE_CODES: ReadonlySet<Notice['code']> = new Set(['tight-on-body', 'too-small-on-body']);

/** Sentences whose words are a number as it stands. */
const NUMBER_CODES: ReadonlySet<Notice['code']> = new Set(['mesh-scaled', 'long-sleeves-on-body']);

function useNoticeSentence(): (notice: Notice) => string {
  const { t, i18n } = useTranslation();
  const landmarkName = useLandmarkName();
  const wordIn = (code: Notice['code'], value: string): string => {
    if (SIZE_CODES.has(code)) {
      const [place, cm] = value.split(' ');
      const name = i18n.t(`result.${place}` as never) as string;
      return t('fit.shortAt', { place: name.toLocaleLowerCase(i18n.language), value: cm });
    }
    if (NUMBER_CODES.has(code)) return value;
    const group = WORD_GROUPS[code];
    const key = `${group}.${value}`;
    return group && i18n.exists(key) ? i18n.t(key as never) : landmarkName(value);
  };
  return ({ code, message, values }) => {
    const key = `notice.${code}`;
    if (!i18n.exists(key)) return message;
    return t(key as never, { values: values.map((value) => wordIn(code, value)).join(', ') });
  };
}
