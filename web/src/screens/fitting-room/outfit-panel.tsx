import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { MOST_TOGETHER } from '../../room/outfit-layers.ts';
import { categoryOf, goesWith, hangsFromWaist } from '../../room/wardrobe-records.ts';
import type { StoredGarment, StoredResult, WornHow, WornWith } from '../../storage/database.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useObjectUrl } from '../../ui/use-object-url.ts';

/** Puts other garments of the wardrobe on with the one in use; nothing while there is no other. */
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
      wornWith={result.wornWith ?? []}
      results={results}
    />
  );
}

interface OutfitFormProps {
  readonly garment: StoredGarment;
  /** At least one; put on where `garment` is. */
  readonly others: readonly StoredGarment[];
  /** What it is shown with. */
  readonly wornWith: readonly WornWith[];
  /** Newest first; what the others look like. */
  readonly results: readonly StoredResult[];
}

function OutfitForm({ garment, others, wornWith, results }: OutfitFormProps) {
  const { t, i18n } = useTranslation();
  const { controller } = useRoom();
  const { job } = useRoomState();
  const [chosenId, setChosen] = useState<string | null>(null);
  const [chosenHow, setHow] = useState<WornHow | null>(null);
  const howOf = (id: string) => wornWith.find(({ garmentId }) => garmentId === id)?.how;
  const isFull = wornWith.length + 1 >= MOST_TOGETHER;
  const next = others.find(({ id }) => (howOf(id) !== undefined) === isFull);
  const other = others.find(({ id }) => id === chosenId) ?? next ?? others[0]!;
  const how = chosenHow ?? howOf(other.id) ?? 'over';
  const isMixedWith = (one: StoredGarment) => hangsFromWaist(garment) !== hangsFromWaist(one);
  const isMixed = isMixedWith(other);
  const isOneTooMany = isFull && howOf(other.id) === undefined;
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
        <ul className="space-y-2 empty:hidden">
          {wornWith.map(({ garmentId, how: wornHow }) => {
            const one = others.find(({ id }) => id === garmentId);
            if (!one) return null;
            const howName = t(wayName(isMixedWith(one), wornHow));
            return <WornItem key={garmentId} worn={one} name={nameOf(one)} howName={howName} />;
          })}
        </ul>
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
            label: t(wayName(isMixed, value)),
          }))}
          onChange={setHow}
        />
        <Button
          look="primary"
          className="w-full"
          disabled={job !== null || isOneTooMany}
          onClick={() => controller.wearWith(other, way)}
        >
          {t('outfit.wear')}
        </Button>
        {isOneTooMany && (
          <p className="text-sm text-soft">{t('outfit.full', { count: MOST_TOGETHER })}</p>
        )}
      </div>
    </Panel>
  );
}

interface WornItemProps {
  readonly worn: StoredGarment;
  readonly name: string;
  readonly howName: string;
}

/** A garment that the one in use is worn with, to be taken off. */
function WornItem({ worn, name, howName }: WornItemProps) {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const { job } = useRoomState();
  return (
    <li className="flex items-center gap-3" data-worn-with={categoryOf(worn)}>
      <p className="min-w-0 flex-1 text-sm">
        {name} · {howName}
      </p>
      <Button
        disabled={job !== null}
        aria-label={t('outfit.takeOffNamed', { name })}
        onClick={() => controller.takeOff(worn.id)}
      >
        {t('outfit.takeOff')}
      </Button>
    </li>
  );
}

/** Of a top and what hangs from the waist, "over it" is hanging out. */
function wayName(isMixed: boolean, how: WornHow) {
  return isMixed && how === 'over' ? 'outfit.out' : (`outfit.${how}` as const);
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
