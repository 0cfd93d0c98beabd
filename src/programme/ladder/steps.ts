/** The digital-inclusion ladder, lowest first: `ladder_step.step` is the place here, from 1. */
export const STEPS = ['access', 'usage', 'appropriation', 'well-being'] as const;
