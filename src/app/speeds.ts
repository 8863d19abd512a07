/** How fast what is shown can go. */

/** Slots a second of the visible city. */
export const CITY_SPEED = { minimum: 0.25, maximum: 60 } as const;
/** Iterations a second of a playing N2O run. */
export const AGREEMENT_SPEED = { minimum: 0.25, maximum: 60 } as const;
