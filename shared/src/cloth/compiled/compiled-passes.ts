import type { DistanceField } from '../../body/distance-field.ts';
import type { ContactSettings } from '../body-contact.ts';
import type { Cloth } from '../cloth.ts';
import type { ClothPasses } from '../cloth-passes.ts';
import type { ClothState } from '../cloth-state.ts';
import type { Factors } from '../solver-memory.ts';
import { linearMemory } from './linear-memory.ts';
import { LOOPS_WASM } from './loops-wasm.ts';
import { compiledModule } from './web-assembly.ts';

/** Bytes from one vertex to the next. */
const VERTEX_BYTES = 24;

const LOOPS = compiledModule(LOOPS_WASM);

type Pointer = number;

/** Of loops.as.ts, which says more. */
interface Loops {
  advance(
    x: Pointer,
    previous: Pointer,
    bytes: number,
    keep: number,
    fall: number,
    largestMove: number,
  ): void;
  stretch(
    x: Pointer,
    edges: Pointer,
    restLengths: Pointer,
    factors: Pointer,
    firstShares: Pointer,
    count: number,
    yielding: number,
    forward: boolean,
  ): void;
  bend(
    x: Pointer,
    hinges: Pointer,
    weights: Pointer,
    steps: Pointer,
    factors: Pointer,
    count: number,
  ): void;
  touch(
    x: Pointer,
    previous: Pointer,
    clearances: Pointer,
    count: number,
    field: Pointer,
    thickness: number,
    friction: number,
    largestPush: number,
  ): void;
  touchMiddles(
    x: Pointer,
    previous: Pointer,
    clearances: Pointer,
    corners: Pointer,
    each: 2 | 3,
    count: number,
    far: Pointer,
    field: Pointer,
    thickness: number,
    largestPush: number,
  ): void;
}

/**
 * The passes in WebAssembly, with two doubles a register: in half the time
 * (docs/decisions/0396-compiled-loops.md).
 *
 * @param cloth Its mesh and fabric stay. @param field Copied.
 * @returns Null where there is no WebAssembly, or no memory for it.
 */
export function compiledPasses(cloth: Cloth, field: DistanceField): ClothPasses | null {
  if (LOOPS === null) return null;
  const { vertexCount } = cloth;
  const edgeCount = cloth.restLengths.length;
  const hingeCount = cloth.hingeCompliances.length;
  const triangleCount = cloth.indices.length / 3;
  const memory = linearMemory<Loops, ReturnType<typeof arraysOf>>(LOOPS, arraysOf(cloth, field));
  if (memory === null) return null;
  const { arrays, exports: loops } = memory;
  const at = pointersTo(arrays);
  arrays.firstShares.set(cloth.firstShares);
  arrays.hingeWeights.set(cloth.hingeWeights);
  fillSteps(arrays.hingeSteps, cloth);
  fillOffsets(arrays.hinges, cloth.hinges);
  fillOffsets(arrays.edges, cloth.edges);
  fillOffsets(arrays.triangles, cloth.indices);
  fillField(arrays.fieldNumbers, arrays.fieldIntegers, arrays.distances, field);

  const edgesFar = at.far + 4 * Float64Array.BYTES_PER_ELEMENT * triangleCount;
  let lengths: Float64Array | null = null;
  let factors: Factors | null = null;
  let farFrom: number | null = null;
  return {
    enter(entered, ofSteps, { positions, previous, clearances }) {
      if (entered.restLengths !== lengths) arrays.restLengths.set(entered.restLengths);
      if (ofSteps !== factors) {
        arrays.stretchFactors.set(ofSteps.stretch);
        arrays.bendingFactors.set(ofSteps.bending);
      }
      lengths = entered.restLengths;
      factors = ofSteps;
      arrays.positions.set(positions);
      arrays.previous.set(previous);
      arrays.clearances.set(clearances);
      return arrays;
    },
    advance(keep, fall, largestMove) {
      loops.advance(at.positions, at.previous, VERTEX_BYTES * vertexCount, keep, fall, largestMove);
    },
    bend() {
      loops.bend(
        at.positions,
        at.hinges,
        at.hingeWeights,
        at.hingeSteps,
        at.bendingFactors,
        hingeCount,
      );
    },
    stretch(yielding, forward) {
      loops.stretch(
        at.positions,
        at.edges,
        at.restLengths,
        at.stretchFactors,
        at.firstShares,
        edgeCount,
        yielding,
        forward,
      );
    },
    touchMiddles({ thickness, largestPush }) {
      // What is known of one thickness says nothing of another.
      if (farFrom !== thickness) arrays.far.fill(-1);
      farFrom = thickness;
      const touchEach = (corners: Pointer, each: 2 | 3, count: number, far: Pointer) =>
        loops.touchMiddles(
          at.positions,
          at.previous,
          at.clearances,
          corners,
          each,
          count,
          far,
          at.fieldNumbers,
          thickness,
          largestPush,
        );
      touchEach(at.triangles, 3, triangleCount, at.far);
      touchEach(at.edges, 2, edgeCount, edgesFar);
    },
    touch({ thickness, friction, largestPush }: ContactSettings) {
      loops.touch(
        at.positions,
        at.previous,
        at.clearances,
        vertexCount,
        at.fieldNumbers,
        thickness,
        friction,
        largestPush,
      );
    },
    leave({ positions, previous, clearances }: ClothState) {
      positions.set(arrays.positions);
      previous.set(arrays.previous);
      clearances.set(arrays.clearances);
    },
  };
}

function arraysOf(cloth: Cloth, field: DistanceField) {
  const edgeCount = cloth.restLengths.length;
  const hingeCount = cloth.hingeCompliances.length;
  return {
    positions: { doubles: 3 * cloth.vertexCount },
    previous: { doubles: 3 * cloth.vertexCount },
    clearances: { doubles: cloth.vertexCount },
    edges: { integers: 2 * edgeCount },
    restLengths: { doubles: edgeCount },
    stretchFactors: { doubles: edgeCount },
    firstShares: { doubles: edgeCount },
    hinges: { integers: 4 * hingeCount },
    hingeWeights: { doubles: 4 * hingeCount },
    hingeSteps: { doubles: 4 * hingeCount },
    bendingFactors: { doubles: hingeCount },
    triangles: { integers: cloth.indices.length },
    far: { doubles: 4 * (cloth.indices.length / 3 + edgeCount) },
    // The record that loops.as.ts describes: these three are one behind another.
    fieldNumbers: { doubles: 8 },
    fieldIntegers: { integers: 4 },
    gradient: { doubles: 4 },
    distances: { singles: field.distances.length },
  } as const;
}

function pointersTo<Name extends string>(arrays: Readonly<Record<Name, ArrayBufferView>>) {
  const entries = Object.entries<ArrayBufferView>(arrays);
  return Object.fromEntries(entries.map(([name, { byteOffset }]) => [name, byteOffset])) as Record<
    Name,
    Pointer
  >;
}

function fillSteps(steps: Float64Array, { hinges, hingeWeights, inverseMasses }: Cloth): void {
  for (let i = 0; i < steps.length; i++) steps[i] = hingeWeights[i]! * inverseMasses[hinges[i]!]!;
}

function fillOffsets(offsets: Uint32Array, vertices: Uint32Array): void {
  for (let i = 0; i < offsets.length; i++) offsets[i] = VERTEX_BYTES * vertices[i]!;
}

function fillField(
  numbers: Float64Array,
  integers: Uint32Array,
  distances: Float32Array,
  field: DistanceField,
): void {
  const [nx, ny, nz] = field.size;
  numbers.set(field.origin);
  numbers.set([field.cell, 1 / field.cell, nx - 1.001, ny - 1.001, nz - 1.001], 3);
  integers.set([nx, nx * ny, distances.byteOffset]);
  distances.set(field.distances);
}
