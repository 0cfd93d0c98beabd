/** Parts of a day in which somebody may be least busy, and the local hour (hh:mm) that stands for each. */
export const PARTS_OF_DAY = { morning: '10:00', noon: '13:00', evening: '18:00' } as const;
export type PartOfDay = keyof typeof PARTS_OF_DAY;

/** The hour she chose (`profile.hour`); undefined where she chose none. */
export function chosenHour(value: unknown): string | undefined {
  return typeof value === 'string' && Object.hasOwn(PARTS_OF_DAY, value) ? PARTS_OF_DAY[value as PartOfDay] : undefined;
}
