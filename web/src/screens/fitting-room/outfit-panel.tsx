import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { categoryOf, goesWith, hangsFromWaist } from '../../room/wardrobe-records.ts';
import type { StoredGarment, StoredResult, WornHow } from '../../storage/database.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useObjectUrl } from '../../ui/use-object-url.ts';

/** Puts another garment of the wardrobe on with the one in use; nothing while there is no other. */
export function OutfitPanel() {
  const { wardrobe } = useRoom();
  const { garment, result } = useRoomState();
  // A list of kinds and times does not tell one tee from another.
  const results = useLiveQuery(() => wardrobe.results(), [wardrobe]) ?? [];
  const kept = useLiveQuery(() => wardrobe.layerable(), [wardrobe]) ?? [];
  if (garment === null || categoryOf(garment) === null || result?.garmentId !== garment.id)
    return null;
  const others = kept.filter((other) => other.id !== garment.id && goesWith(garment, other));
  if (others.length === 0) return null;
  return (
    <OutfitForm
      garment={garment}
      others={others}
      wornWith={result.wornWith ?? null}
      results={results}
    />
  );
}

interface OutfitFormProps {
  readonly garment: StoredGarment;
  /** At least one; put on where `garment` is. */
  readonly others: readonly StoredGarment[];
  /** What is shown. */
  readonly wornWith: StoredResult['wornWith'] | null;
  /** Newest first; what the others look like. */
  readonly results: readonly StoredResult[];
}

function OutfitForm({ garment, others, wornWith, results }: OutfitFormProps) {
  const { t, i18n } = useTranslation();
  const { controller } = useRoom();
  const { job } = useRoomState();
  const [chosenId, setChosen] = useState<string | null>(null);
  const [chosenHow, setHow] = useState<WornHow | null>(null);
  const otherId = chosenId ?? wornWith?.garmentId;
  const other = others.find(({ id }) => id === otherId) ?? others[0]!;
  const how = chosenHow ?? wornWith?.how ?? 'over';
  const isMixed = hangsFromWaist(garment) !== hangsFromWaist(other);
  // A top goes over or into trousers; two tops go over one another.
  const ways: readonly WornHow[] = isMixed ? ['over', 'tucked'] : ['over', 'under'];
  const way = ways.includes(how) ? how : 'over';
  const dates = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  const nameOf = (kept: StoredGarment): string => {
    const category = categoryOf(kept);
    const name = category === null ? '' : t(`category.${category}`);
    return `${kept.mesh ? t('outfit.mesh', { name }) : name}, ${dates.format(kept.createdAt)}`;
  };
  return (
    <Panel title={t('outfit.title')}>
      <div className="space-y-3" data-role="outfit">
        <div className="flex items-end gap-3">
          <Picture of={results.find((kept) => kept.garmentId === other.id && !kept.wornWith)} />
          <div className="min-w-0 flex-1">
            <SelectField
              label={t('outfit.other')}
              value={other.id}
              choices={others.map((kept) => ({ value: kept.id, label: nameOf(kept) }))}
              onChange={setChosen}
            />
          </div>
        </div>
        <Segmented<WornHow>
          label={t('outfit.how')}
          value={way}
          choices={ways.map((value) => ({
            value,
            label: t(isMixed && value === 'over' ? 'outfit.out' : `outfit.${value}`),
          }))}
          onChange={setHow}
        />
        <Button
          look="primary"
          className="w-full"
          disabled={job !== null}
          onClick={() => controller.wearWith(other, way)}
        >
          {t('outfit.wear')}
        </Button>
        {wornWith && (
          <Button className="w-full" disabled={job !== null} onClick={controller.wearAlone}>
            {t('outfit.alone')}
          </Button>
        )}
      </div>
    </Panel>
  );
}

/** A garment as it was last worn by itself. */
function Picture({ of }: { readonly of: StoredResult | undefined }) {
  const url = useObjectUrl(of?.thumbnail);
  return (
    <div className="stage aspect-3/4 w-16 shrink-0 overflow-hidden rounded-xl border border-line">
      {url && <img src={url} alt="" className="size-full object-contain" />}
    </div>
  );
}
