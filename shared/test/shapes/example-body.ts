import type { AvatarRecord } from '../../src/body/avatar.ts';

/** A body record with the measures of a 170 cm person, without joints: enough to draft for. */
export function exampleBody(girths?: {
  readonly bust?: number;
  readonly waist?: number;
  readonly hip?: number;
}): AvatarRecord {
  return {
    schema: 1,
    id: 'example',
    name: 'Example',
    height_cm: 170,
    notes: '',
    hip_origin: [0, 0.897, 0],
    landmarks: {
      neck_side_left: [0.067, 1.441, -0.017],
      shoulder_left: [0.175, 1.4, -0.001],
      elbow_left: [0.345, 1.197, -0.011],
      wrist_outer_left: [0.507, 1.034, 0.002],
      neck_front: [0, 1.38, 0.075],
      bust_point_left: [0.094, 1.249, 0.144],
      armpit_left: [0.16, 1.286, -0.006],
      waist_side_left: [0.123, 1.109, 0.029],
      waist_front: [0, 1.109, 0.135],
      waist_back: [0, 1.109, -0.041],
      hip_side_left: [0.185, 0.861, -0.005],
      crotch: [0, 0.824, 0.04],
    },
    measures: {
      bust_girth_cm: girths?.bust ?? 90,
      waist_girth_cm: girths?.waist ?? 71,
      hip_girth_cm: girths?.hip ?? 97.5,
      neck_girth_cm: 32,
      upper_arm_girth_cm: 25.9,
      wrist_girth_cm: 15.5,
      thigh_girth_cm: 54.4,
      calf_girth_cm: 34.6,
      ankle_girth_cm: 18,
    },
    joints: [],
    licence: 'none',
    source: 'hand-made',
  };
}
