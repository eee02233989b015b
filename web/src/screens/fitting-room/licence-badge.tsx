import { useTranslation } from 'react-i18next';

interface LicenceBadgeProps {
  readonly licence: string;
  readonly commercialUse: boolean;
}

/** What a garment that a generator made may be used for; never by colour alone. */
export function LicenceBadge({ licence, commercialUse }: LicenceBadgeProps) {
  const { t } = useTranslation();
  const look = commercialUse ? 'bg-accent-soft text-accent-ink' : 'bg-warn-soft text-warn';
  return (
    <span className="block text-xs text-soft" data-commercial={commercialUse}>
      <span className={`mr-1.5 inline-block rounded-md px-1.5 py-0.5 font-medium ${look}`}>
        {t(commercialUse ? 'generator.commercial' : 'generator.nonCommercial')}
      </span>
      <span lang="en">{licence}</span>
    </span>
  );
}
