import { useTranslation } from 'react-i18next';

/** A job's lines, shown on request. */
export function JobLog({ lines }: { readonly lines: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <details className="mt-3 text-sm">
      <summary className="cursor-pointer py-1 text-soft">{t('job.log')}</summary>
      <pre className="mt-1 max-h-48 overflow-auto rounded-lg bg-sunken p-2 text-xs whitespace-pre-wrap">
        {lines.length > 0 ? lines.join('\n') : t('job.logEmpty')}
      </pre>
    </details>
  );
}
