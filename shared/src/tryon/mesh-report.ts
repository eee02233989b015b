import type { Method } from '../garment/vocabulary.ts';
import { notice } from '../reading/notices.ts';
import type { ReportSubject } from '../report/build-report.ts';
import { round } from '../report/round.ts';
import type { PutOnFile } from './put-on-file.ts';
import type { FinishedMesh } from './put-on-mesh.ts';
import type { MeshReport, WearMeshOptions } from './wear-mesh.ts';

/** What the report of somebody's mesh says beside the figures of the written file. */
export function meshSubject(
  { category, put }: Pick<PutOnFile, 'category' | 'put'>,
  { fabric = 'auto', origin = null }: Pick<WearMeshOptions, 'fabric' | 'origin'>,
  avatar: string,
  method: Method,
): ReportSubject {
  return {
    photo: { file: '', width_px: 0, height_px: 0 },
    generator: 'panels',
    category,
    avatar,
    method,
    ...(method === 'drape' && { fabric }),
    // Of what a network made nobody takes the size for a garment's own.
    notices: origin?.notices ?? (put.scaledBy ? [scaledNotice(put.scaledBy.across)] : []),
  };
}

/** What it says in place of what only a photo's garment has, and of the file itself. */
export function meshReport(
  { given, put, reducedTo }: PutOnFile,
  { file, origin = null }: Pick<WearMeshOptions, 'file' | 'origin'>,
  kept: FinishedMesh['kept'],
): Pick<MeshReport, 'photo' | 'generator' | 'generation' | 'mesh'> {
  return {
    photo: origin?.photo ?? null,
    generator: origin?.generator ?? null,
    ...(origin && { generation: origin.generation }),
    mesh: {
      file,
      triangles: given.mesh.indices.length / 3,
      reduced_to: reducedTo,
      opened: put.way,
      dropped_share: kept && round(kept.droppedShare, 3),
      torn_share: kept && round(kept.tornShare, 4),
      scaled_by: put.scaledBy && {
        across: significant(put.scaledBy.across),
        down: significant(put.scaledBy.down),
      },
      outline_iou: kept && round(kept.outlineIou, 4),
    },
  };
}

const scaledNotice = (across: number) => notice('mesh-scaled', [String(significant(across))]);

/** Files may be in micrometres or in inches. */
function significant(factor: number): number {
  return Number(factor.toPrecision(3));
}
