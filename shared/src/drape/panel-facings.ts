/** Bits of `SewnGarment.facings`. */
export const FRONT = 1;
export const BACK = 2;
