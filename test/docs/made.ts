/** The first line of every page made from the code. */
export const made = '<!-- Made from the code by `UPDATE_GOLDEN=1 npx vitest run test/docs`; a test compares. -->';
