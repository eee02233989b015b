import { STANCES } from '@fitroom/shared/posing/stances';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import type { WishedStance } from '../../room/room-state.ts';
import { canStand, shownStance, standingOf } from '../../room/what-is-shown.ts';
import { Panel } from '../../ui/panel.tsx';
import { Segmented } from '../../ui/segmented.tsx';

const CHOICES: readonly WishedStance[] = ['own', ...STANCES];

/** How the dressed body stands; nothing while it wears nothing. */
export function StancePanel() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const state = useRoomState();
  if (!state.result) return null;
  const isPossible = canStand(state);
  const isPoor = standingOf(state)?.report?.valid === false;
  return (
    <Panel title={t('stance.title')}>
      <div data-role="stance" data-stance-shown={shownStance(state)}>
        <Segmented<WishedStance>
          label={t('stance.label')}
          columns={3}
          value={isPossible ? state.wishes.stance : 'own'}
          choices={CHOICES.map((value) => ({
            value,
            label: t(`stance.${value}`),
            off: !isPossible && value !== 'own',
          }))}
          onChange={controller.chooseStance}
        />
        {!isPossible && <Hint text={t(state.result.wornWith ? 'stance.oneOnly' : 'stance.here')} />}
        {isPoor && <Hint text={t('stance.poor')} />}
      </div>
    </Panel>
  );
}

function Hint({ text }: { readonly text: string }) {
  return <p className="mt-2 text-xs text-soft">{text}</p>;
}
