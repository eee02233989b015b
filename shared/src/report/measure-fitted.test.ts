import { describe, expect, it } from 'vitest';
import { sphereMesh, type TestMesh, tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { NOTICES, notice } from '../reading/notices.ts';
import { buildReport, refusedReport, reportForExtras } from './build-report.ts';
import type { DecodedFitted, OpeningClaim } from './decoded-fitted.ts';
import { measureFitted } from './measure-fitted.ts';
import type { WornBody } from './worn-body.ts';

const BODY_RADIUS = 0.15;
const SKIRT_RADIUS = 0.16;
const SEGMENTS = 96;
const ROWS = 24;
const HIP = 0.9;
const WAIST = 1.1;
/** First corner of a triangle without a boundary edge. */
const INNER = 3 * (2 * SEGMENTS * 10 + 8);

/** A cylinder with rounded ends, y 0 to 1.7, as a body. */
function cylinderBody(): TestMesh {
  const sphere = sphereMesh(BODY_RADIUS, 64, [0, 0, 0]);
  const positions = sphere.positions.slice();
  for (let i = 1; i < positions.length; i += 3) {
    positions[i] = positions[i]! >= 0 ? positions[i]! + 1.55 : positions[i]! + BODY_RADIUS;
  }
  return { positions, indices: sphere.indices };
}

const BODY: WornBody = {
  landmarks: {
    waist_front: [0, WAIST, BODY_RADIUS],
    waist_back: [0, WAIST, -BODY_RADIUS],
  },
  measures: { bust_height_cm: 125, waist_height_cm: 100 * WAIST, hip_height_cm: 100 * HIP },
};

/** A skirt: a tube of two panels (front z >= 0, back z <= 0) whose flat pattern is the unrolled half. */
function skirt(bottom = 0.5, top = WAIST): DecodedFitted {
  const tube = tubeMesh(SKIRT_RADIUS, bottom, top, SEGMENTS, ROWS);
  const positions: number[] = [];
  const pattern: number[] = [];
  const panels: number[] = [];
  const numbers = new Map<string, number>();
  // Flat lengths are those of the polygon, so that the strain is exactly zero.
  const chord = 2 * SKIRT_RADIUS * Math.sin(Math.PI / SEGMENTS);
  const indices = tube.indices.map((v, corner) => {
    const triangle = Math.floor(corner / 3);
    const first = tube.indices[3 * triangle]!;
    const segment = Math.min(
      ...[0, 1, 2].map((k) => {
        const j = tube.indices[3 * triangle + k]! % SEGMENTS;
        return j === 0 && first % SEGMENTS > SEGMENTS / 2 ? SEGMENTS : j;
      }),
    );
    const quarter = SEGMENTS / 4;
    const panel = segment < quarter || segment >= 3 * quarter ? 0 : 1;
    const key = `${v} ${panel}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = panels.length;
      numbers.set(key, number);
      positions.push(...tube.positions.slice(3 * v, 3 * v + 3));
      let along = v % SEGMENTS;
      if (panel === 0 && along > SEGMENTS / 2) along -= SEGMENTS;
      const y = tube.positions[3 * v + 1]!;
      pattern.push(along * chord, y, 0, y);
      panels.push(panel);
    }
    return number;
  });
  const claim = (kind: OpeningClaim['kind'], y: number): OpeningClaim => ({
    kind,
    side: 'centre',
    centre: [0, y, 0],
  });
  const avatar = cylinderBody();
  return {
    avatar,
    garment: {
      positions: Float32Array.from(positions),
      indices,
      uvs: new Float32Array((2 * positions.length) / 3),
      pattern: Float32Array.from(pattern),
      easeAlong: null,
      panels: Uint8Array.from(panels),
    },
    extras: {
      category: 'skirt',
      upper: null,
      hooded: false,
      openFront: false,
      openings: [claim('waist', top), claim('hem', bottom)],
    },
  };
}

function withIndices(fitted: DecodedFitted, indices: Uint32Array): DecodedFitted {
  return { ...fitted, garment: { ...fitted.garment, indices } };
}

function movedGarment(
  fitted: DecodedFitted,
  move: (x: number, y: number, z: number) => [number, number, number],
): DecodedFitted {
  const positions = fitted.garment.positions.slice();
  for (let i = 0; i < positions.length; i += 3) {
    positions.set(move(positions[i]!, positions[i + 1]!, positions[i + 2]!), i);
  }
  return { ...fitted, garment: { ...fitted.garment, positions } };
}

describe('measureFitted on a skirt round a cylinder', () => {
  const fitted = skirt();
  const figures = measureFitted(fitted, BODY, 0.995);

  it('holds every gate', () => {
    expect(figures.gates).toEqual({
      openings: true,
      manifold: true,
      simple_outline: true,
      coverage: true,
      drop: true,
      strain: true,
      penetration: true,
    });
  });

  it('finds ease, gap, openings, strain and drop as geometry has them', () => {
    const ease = 2 * Math.PI * (SKIRT_RADIUS - BODY_RADIUS);
    expect(Math.abs(figures.ease.hip! - ease)).toBeLessThan(0.001);
    expect(Math.abs(figures.ease.waist! - ease)).toBeLessThan(0.001);
    expect(figures.ease.chest).toBeNull();
    expect(figures.gapMean).toBeCloseTo(SKIRT_RADIUS - BODY_RADIUS, 3);
    expect(figures.gapP95).toBeCloseTo(SKIRT_RADIUS - BODY_RADIUS, 3);
    const round = 2 * SEGMENTS * SKIRT_RADIUS * Math.sin(Math.PI / SEGMENTS);
    expect(figures.openings.map(({ kind }) => kind).sort()).toEqual(['hem', 'waist']);
    for (const { length } of figures.openings) expect(length).toBeCloseTo(round, 5);
    expect(figures.strain!.p95).toBeLessThan(1e-5);
    expect(figures.drop).toBeLessThan(1e-6);
    expect(figures.triangles).toBe(2 * SEGMENTS * ROWS);
    expect(figures.vertices).toBe((SEGMENTS + 2) * (ROWS + 1));
    expect(figures.penetratingVertices).toBe(0);
  });

  it('sees a hole as an opening too many', () => {
    const { indices } = fitted.garment;
    const at = 3 * (SEGMENTS * ROWS + 7);
    const holed = Uint32Array.from([...indices.slice(0, at), ...indices.slice(at + 3)]);
    const { gates, openings } = measureFitted(withIndices(fitted, holed), BODY, 0.995);
    expect(openings).toHaveLength(3);
    expect(gates.openings).toBe(false);
    expect(gates.simple_outline).toBe(false);
  });

  it('sees a side that was left open from the hem on', () => {
    const { positions, panels } = fitted.garment;
    const open = movedGarment(fitted, (x, y, z) => [x, y, z]);
    for (let v = 0; v < panels!.length; v++) {
      // The file has a point of a seam once a panel: those of one panel are moved away from the other's.
      const isSide = positions[3 * v]! > 0 && Math.abs(positions[3 * v + 2]!) < 1e-6;
      if (isSide && panels![v] === 1 && positions[3 * v + 1]! < 0.9) {
        open.garment.positions[3 * v + 2]! -= 0.02;
      }
    }
    const { gates, lyingOpen } = measureFitted(open, BODY, 0.995);
    expect(lyingOpen.map(({ kind }) => kind)).toEqual(['hem']);
    expect(gates.openings).toBe(false);
    expect(figures.lyingOpen).toEqual([]);
  });

  it('sees a triangle written twice and one turned over', () => {
    const { indices } = fitted.garment;
    const doubled = Uint32Array.from([...indices, ...indices.slice(INNER, INNER + 3)]);
    const twice = measureFitted(withIndices(fitted, doubled), BODY, 0.995);
    expect(twice.nonManifoldEdges).toBe(3);
    expect(twice.gates.manifold).toBe(false);
    const flipped = indices.slice();
    [flipped[INNER], flipped[INNER + 1]] = [indices[INNER + 1]!, indices[INNER]!];
    const turned = measureFitted(withIndices(fitted, flipped), BODY, 0.995);
    expect(turned.inconsistentEdges).toBe(3);
    expect(turned.gates.manifold).toBe(false);
    expect(turned.gates.simple_outline).toBe(false);
  });

  it('sees a second piece', () => {
    const { garment } = fitted;
    const offset = garment.positions.length / 3;
    const twoPieces: DecodedFitted = {
      ...fitted,
      garment: {
        positions: Float32Array.from([
          ...garment.positions,
          ...[0.3, 1, 0, 0.31, 1, 0, 0.3, 1.01, 0],
        ]),
        indices: Uint32Array.from([...garment.indices, offset, offset + 1, offset + 2]),
        easeAlong: null,
        uvs: new Float32Array(2 * (offset + 3)),
        pattern: Float32Array.from([
          ...garment.pattern!,
          ...[2, 1, 0, 1, 2.01, 1, 0, 1, 2, 1.01, 0, 1.01],
        ]),
        panels: Uint8Array.from([...garment.panels!, 2, 2, 2]),
      },
    };
    expect(measureFitted(twoPieces, BODY, 0.995).gates.manifold).toBe(false);
  });

  it('sees a garment that fell: drop and coverage', () => {
    const fallen = movedGarment(fitted, (x, y, z) => [x, y - 0.1, z]);
    const { gates, drop, coverageFaults } = measureFitted(fallen, BODY, 0.995);
    expect(drop).toBeCloseTo(0.1, 5);
    expect(gates.drop).toBe(false);
    expect(gates.coverage).toBe(false);
    expect(coverageFaults[0]).toContain('100 mm below');
  });

  it('sees stretched cloth, and leaves authored ease out of the strain', () => {
    const wide = movedGarment(fitted, (x, y, z) => [1.4 * x, y, 1.4 * z]);
    const stretched = measureFitted(wide, BODY, 0.995);
    expect(stretched.strain!.p95).toBeCloseTo(0.4, 2);
    expect(stretched.gates.strain).toBe(false);
    const pattern = fitted.garment.pattern!.map((value, i) => (i % 4 === 2 ? 0.25 : value));
    const eased: DecodedFitted = {
      ...movedGarment(fitted, (x, y, z) => [1.25 * x, 1.25 * y, 1.25 * z]),
    };
    const { strain } = measureFitted(
      { ...eased, garment: { ...eased.garment, pattern } },
      BODY,
      0.995,
    );
    expect(strain!.p95).toBeLessThan(1e-5);
    expect(strain!.authoredEaseMean).toBeCloseTo(0.25, 5);
  });

  it('counts vertices inside by more than 0.2 mm, not those that touch', () => {
    // 0.05 mm inside the polygon's corners is tolerated, 1 mm is not.
    const touching = movedGarment(fitted, (x, y, z) => {
      const scale = (BODY_RADIUS - 0.00005) / SKIRT_RADIUS;
      return [scale * x, y, scale * z];
    });
    expect(measureFitted(touching, BODY, 0.995).penetratingVertices).toBe(0);
    const inside = movedGarment(fitted, (x, y, z) =>
      y > 0.99 && y < 1.01
        ? [
            ((BODY_RADIUS - 0.001) / SKIRT_RADIUS) * x,
            y,
            ((BODY_RADIUS - 0.001) / SKIRT_RADIUS) * z,
          ]
        : [x, y, z],
    );
    const { penetratingVertices, deepest, gates } = measureFitted(inside, BODY, 0.995);
    expect(penetratingVertices).toBe(SEGMENTS);
    // The skin's 128 segments lie up to 0.05 mm inside of the true cylinder.
    expect(deepest).toBeGreaterThan(0.0009);
    expect(deepest).toBeLessThan(0.00101);
    expect(gates.penetration).toBe(false);
  });

  it('counts triangles whose middle is inside', () => {
    expect(figures.penetratingCentroids).toBe(0);
    // Every third column stands out; of the triangles beside it half have two corners there.
    const pleated = movedGarment(fitted, (x, y, z) => {
      const column = Math.round(((Math.atan2(z, x) + 2 * Math.PI) * SEGMENTS) / (2 * Math.PI));
      const radius = column % 3 === 0 ? BODY_RADIUS + 0.001 : BODY_RADIUS - 0.0015;
      return [(radius / SKIRT_RADIUS) * x, y, (radius / SKIRT_RADIUS) * z];
    });
    const { penetratingCentroids, triangles } = measureFitted(pleated, BODY, 0.995);
    expect(penetratingCentroids).toBe((2 / 3) * triangles);
  });

  it('counts edges of the cloth that go through it', () => {
    expect(figures.selfCrossingEdges).toBe(0);
    const poked = movedGarment(fitted, (x, y, z) => [
      x,
      y,
      // One point of the front drawn out through the back.
      Math.abs(x) < 0.004 && z > 0 && Math.abs(y - 0.8) < 0.01 ? -1.5 * SKIRT_RADIUS : z,
    ]);
    expect(measureFitted(poked, BODY, 0.995).selfCrossingEdges).toBeGreaterThan(0);
  });

  it('fails the outline by its IoU and by a panel that crosses itself', () => {
    expect(measureFitted(fitted, BODY, 0.98).gates.simple_outline).toBe(false);
    const pattern = fitted.garment.pattern!.slice();
    // Pull one boundary corner of the front panel far across it.
    pattern[0] = 5;
    const crossed = { ...fitted, garment: { ...fitted.garment, pattern } };
    expect(measureFitted(crossed, BODY, 0.995).gates.simple_outline).toBe(false);
  });

  it('does not name the openings of another category', () => {
    const asTrousers = { ...fitted, extras: { ...fitted.extras, category: 'trousers' as const } };
    expect(measureFitted(asTrousers, BODY, 0.995).gates.openings).toBe(false);
  });
});

describe('buildReport', () => {
  const subject = {
    photo: { file: 'skirt.jpg', width_px: 600, height_px: 800 },
    generator: 'panels' as const,
    category: { value: 'skirt' as const, source: 'detected' as const, confidence: 0.91234 },
    avatar: 'regular',
    notices: [notice('low-contrast')],
  };

  it('rounds, keeps the contract order and adds bytes and timings to what the file carries', () => {
    const figures = measureFitted(skirt(), BODY, 0.99512);
    const report = buildReport(subject, figures, 123456, { decode: 5, total: 1000 });
    expect(Object.keys(report)).toEqual([
      'schema',
      'photo',
      'generator',
      'category',
      'timings_ms',
      'garment',
      'outline_iou',
      'fit',
      'gates',
      'valid',
      'warnings',
      'notices',
    ]);
    expect(report.valid).toBe(true);
    expect(report.warnings).toEqual([NOTICES['low-contrast']]);
    expect(report.notices?.map(({ code }) => code)).toEqual(['low-contrast']);
    expect(report.fit.ease_cm.hip).toBeCloseTo(6.3, 1);
    // The tape is the hull of the skin's segments, a little less than its circle.
    expect(report.fit.ease_cm.hem).toBeCloseTo(6.4, 1);
    expect(report.fit.ease_cm.chest).toBeNull();
    expect(report.fit).toMatchObject({ penetrating_centroids: 0, self_crossing_edges: 0 });
    // The tube is 1 cm off the body all over (its segments are 0.12 mm coarser) and as wide as it was cut.
    expect(report.fit.maps?.gap.mean_mm).toBeCloseTo(10.1, 1);
    expect(report.fit.maps?.strain?.as_cut.p95_percent).toBeCloseTo(100, 3);
    expect(report.fit.maps?.contact.near_share).toBe(1);
    expect(report.garment.bytes).toBe(123456);
    const { timings_ms, garment, ...rest } = report;
    const { bytes, ...figuresOnly } = garment;
    expect({ ...rest, garment: figuresOnly }).toEqual(reportForExtras(subject, figures));
    expect([timings_ms.total, bytes]).toEqual([1000, 123456]);
  });

  it("gives each ease the band of the widths' error, not of the lengths'", () => {
    const figures = measureFitted(skirt(), BODY, 0.995);
    const scale = { source: 'known-width' as const, error: 0.036, widthError: 0.02 };
    const scaled = reportForExtras({ ...subject, scale }, figures);
    // 4 % of a girth of 100.5 cm.
    expect(scaled.fit.ease_error_cm).toEqual({ chest: null, waist: 4, hip: 4, hem: 4 });
    expect(scaled.scale).toMatchObject({ error_percent: 4, height_error_percent: 7.2 });
    expect(reportForExtras(subject, figures).fit.ease_error_cm).toBeUndefined();
  });

  it('says in a sentence which gate failed', () => {
    const fallen = movedGarment(skirt(), (x, y, z) => [x, y - 0.1, z]);
    const report = buildReport(subject, measureFitted(fallen, BODY, 0.97), 1, { total: 1 });
    expect(report.valid).toBe(false);
    expect(report.warnings).toHaveLength(4);
    expect(report.warnings.join(' ')).toContain('97.0 %');
    expect(report.warnings.join(' ')).toContain('100 mm');
  });

  it('reports a refused photo with no figure and no gate', () => {
    const report = refusedReport(
      {
        photo: subject.photo,
        generator: 'panels',
        category: { value: null, source: 'detected', confidence: null },
        avatar: 'regular',
        reason: 'No garment was found; take the photo on a plain background.',
      },
      { total: 12 },
    );
    expect(report.valid).toBe(false);
    expect(Object.values(report.gates).some(Boolean)).toBe(false);
    expect(report.garment.vertices).toBeNull();
    expect(report.warnings).toEqual([
      'No garment was found; take the photo on a plain background.',
    ]);
  });
});
